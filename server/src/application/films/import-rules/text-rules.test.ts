import { expect, test } from '@jest/globals';
import { cleanFilm } from './clean-film.ts';
import { NAME_RULES } from './name-rules.ts';
import { TEXT_RULES } from './text-rules.ts';

const UNITS = ['<!--', '<style>', '<a ', '@a ', '@a{', '.a{:', '.a ', '{{', '[[', "''", '&amp;', 'a '];

/**
 * V8 does not count the steps of an expression. Where time grows with the square of the length, a text of this length
 * takes longer than the time limit of a test.
 */
const LENGTH = 2_000_000;

test.each(UNITS)('the rules for synopses read a long text of %j in one go', (unit) => {
  const text = unit.repeat(LENGTH / unit.length);
  for (const rule of TEXT_RULES.filter(({ attributes }) => attributes.includes('extract'))) {
    for (const end of ['', '}', '{']) {
      const [cleaned = ''] = rule.clean([text + end], () => undefined);
      expect(cleaned.length).toBeLessThanOrEqual(text.length + end.length);
    }
  }
});

test.each([
  ['A <!-- note --> B <!-- open', 'A  B <!-- open'],
  ['A <STYLE a="b">x{}</Style > B <ref>1</ref> C<ref/>', 'A  B  C'],
  ['A <ref>open <style>x</style> B', 'A open  B'],
  ['<!-- a --> <!-- b -->C', ' C'],
])('markup is removed from %j', (before, after) => {
  const rule = TEXT_RULES.find(({ id }) => id === 'markup');
  expect(rule?.clean([before], () => undefined)).toEqual([after]);
});

test('the rules for names and titles get no text of more than 2,000 characters, because some take the square of it', () => {
  const longest = { title: 'A '.repeat(1_000), cast: ['A '.repeat(1_000)], genres: ['A '.repeat(1_000)] };
  expect(cleanFilm(longest, () => undefined)).not.toEqual(longest);
  const longer = { title: 'A '.repeat(1_001), cast: ['A '.repeat(1_001)], genres: ['A '.repeat(1_001)] };
  expect(cleanFilm(longer, () => undefined)).toEqual(longer);
});

test.each(['A ', '(a)', ', ', '/', 'and ', '(', 'A B, ', '. '])(
  'names of %j without a valid end are read in one go, also names with a suffix',
  (unit) => {
    const LONG = 200_000;
    for (const end of ['x', ', Jr b', '(b)']) {
      const name = unit.repeat(LONG / unit.length) + end;
      for (const id of ['note', 'joining-word', 'list']) {
        const rule = NAME_RULES.find((one) => one.id === id);
        expect(rule?.clean([name], () => undefined)).toBeDefined();
      }
    }
  },
);
