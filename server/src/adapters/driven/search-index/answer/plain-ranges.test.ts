import { expect, test } from '@jest/globals';
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
  ['', []],
])('in "%s" words stand at %j', (text, ranges) => {
  expect(PlainMarker.for(words)?.rangesIn(text)).toEqual(ranges);
});

test.each(['Star-Wars', 'Star & Wars', "Star's Wars", 'Stär Wars', 'Star.Wars'])('"%s" is not plain', (text) => {
  expect(PlainMarker.for(words)?.rangesIn(text)).toBeUndefined();
});

test('a word that may be found in other numerals needs a closer look', () => {
  for (const term of ['ii', 'x', '2', 'vi']) {
    expect(PlainMarker.for([{ term, isUnfinished: false }])).toBeUndefined();
  }
});
