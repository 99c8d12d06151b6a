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
])('in "%s" words stand at %j', (text, ranges) => {
  expect(new PlainMarker(words).rangesIn(text)).toEqual(ranges);
});

test.each([
  ...['Star-Wars', 'Star & Wars', "Star's Wars", 'Stär Wars', 'Star.Wars', 'Star + Wars'],
  ...['Star Wars II', 'Star Wars 2', 'Two Stars', 'Mr. Star', 'Star Wars Part One', 'Star N Wars', 'No. 1 Star'],
  ...['J. K. Star', 'J K Star', '...', ''],
])('"%s" is not plain', (text) => {
  expect(new PlainMarker(words).rangesIn(text)).toBeUndefined();
});

const anyWord = fc.constantFrom(
  ...['star', 'Star,', 'wars', 'war', 'Wa', '(wa)', 'x', 'J.', 'K.', 'two', 'ii', 'II:', '2', 'Mr.', '...', '?'],
);

test('a plain text has no other words than those that are read in place', () => {
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 4 }), (texts) => {
      const text = texts.join(' ');
      if (!new PlainMarker(words).rangesIn(text)) return;
      expect(titleTokens(text)).toEqual(tokenize(text));
      expect(nameTokens(text)).toEqual(tokenize(text));
    }),
  );
});
