import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import { nameTokens, titleTokens } from '../../../../domain/text/searchable-words.ts';
import { PlainMarker } from './plain-ranges.ts';

const words = [
  { term: 'star', isUnfinished: false },
  { term: 'wa', isUnfinished: true },
];

test.each([
  [
    'Star Wars',
    [
      [0, 4],
      [5, 7],
    ],
  ],
  [
    'STAR, (wa) starwars',
    [
      [0, 4],
      [7, 9],
    ],
  ],
  ['A Starry Sky: 1984 was', [[19, 21]]],
])('in "%s" the words are at %j', (text, ranges) => {
  expect(new PlainMarker(words).rangesIn(text)).toEqual(ranges);
});

test.each([
  ...['Star-Wars', 'Star & Wars', "Star's Wars", 'Stär Wars', 'Star.Wars', 'Star + Wars'],
  ...['J. K. Star', 'J K Star', '...', ''],
])('"%s" is not plain', (text) => {
  expect(new PlainMarker(words).rangesIn(text)).toBeUndefined();
});

test.each(['Star Wars II', 'Star Wars 2', 'Two Stars', 'Mr. Star', 'Star Wars Part One', 'Star N Wars', 'No. 1 Star'])(
  '"%s" is plain, unless a word of the query may be another spelling of a word',
  (text) => {
    expect(new PlainMarker(words).rangesIn(text)).toBeDefined();
    for (const term of ['2', 'two', 'and', 'number']) {
      // A word that is written as in the query is marked already.
      const isWritten = text.toLowerCase().split(' ').includes(term);
      const ranges = new PlainMarker([{ term, isUnfinished: false }]).rangesIn(text);
      expect(ranges?.length).toBe(isWritten ? 1 : undefined);
    }
    expect(new PlainMarker([{ term: 'tw', isUnfinished: true }]).rangesIn(text)).toBeUndefined();
  },
);

test('a word that is typed as written may be part of another spelling too: all of "Twenty One" is 21', () => {
  const typed = ['twenty', 'one'].map((term) => ({ term, isUnfinished: false }));
  expect(new PlainMarker(typed.slice(0, 1)).rangesIn('Twenty Two')).toBeUndefined();
  expect(new PlainMarker([...typed, { term: '21', isUnfinished: false }]).rangesIn('Twenty One')).toBeUndefined();
});

const anyWord = fc.constantFrom(
  ...['star', 'Star,', 'wars', 'war', 'Wa', '(wa)', 'x', 'J.', 'K.', 'two', 'ii', 'II:', '2', 'Mr.', '...', '?', 'n'],
  ...['twenty', 'one', 'Part', 'I', 'V', 'St.', 'number', 'half', 'and', 'a', 'Saint', 'first', 'hundred'],
);
const typed = 'star wa x j two ii 2 21 101 tw mister mr an and number no st street vs 10 te 1st 21s one i'.split(' ');

test('other spellings of the words of a plain text match only what is marked already', () => {
  const anyQuery = fc.record({ term: fc.constantFrom(...typed), isUnfinished: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 4 }), fc.array(anyQuery, { maxLength: 3 }), (texts, queries) => {
      const text = texts.join(' ');
      const ranges = new PlainMarker(queries).rangesIn(text);
      if (!ranges) return;
      const { length } = tokenize(text);
      for (const { term, start, end } of [...titleTokens(text).slice(length), ...nameTokens(text).slice(length)]) {
        const isFound = queries.some((word) => (word.isUnfinished ? term.startsWith(word.term) : term === word.term));
        const isMarked = ranges.some((range) => range[0] <= start && end <= range[1]);
        expect({ text, term, isFound: isFound && !isMarked }).toEqual({ text, term, isFound: false });
      }
    }),
    { numRuns: 20_000, seed: 1 },
  );
});
