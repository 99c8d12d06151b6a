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
      expect(new PlainMarker([{ term, isUnfinished: false }]).rangesIn(text)).toBeUndefined();
    }
    expect(new PlainMarker([{ term: 'tw', isUnfinished: true }]).rangesIn(text)).toBeUndefined();
  },
);

const anyWord = fc.constantFrom(
  ...['star', 'Star,', 'wars', 'war', 'Wa', '(wa)', 'x', 'J.', 'K.', 'two', 'ii', 'II:', '2', 'Mr.', '...', '?', 'n'],
  ...['twenty', 'one', 'Part', 'I', 'V', 'St.', 'number', 'half', 'and', 'a', 'Saint', 'first', 'hundred'],
);
const typed = 'star wa x j two ii 2 21 101 tw mister mr an and number no st street vs 10 te 1st 21s one i'.split(' ');

test('in a plain text, only the words that are read in place can match', () => {
  const anyQuery = fc.record({ term: fc.constantFrom(...typed), isUnfinished: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 4 }), anyQuery, (texts, query) => {
      const text = texts.join(' ');
      if (!new PlainMarker([query]).rangesIn(text)) return;
      const { length } = tokenize(text);
      for (const { term } of [...titleTokens(text).slice(length), ...nameTokens(text).slice(length)]) {
        expect(query.isUnfinished ? term.startsWith(query.term) : term === query.term).toBe(false);
      }
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
