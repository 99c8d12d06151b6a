import { expect, test } from '@jest/globals';
import { allowedTypos } from './typo-rules.ts';

test.each([
  ['', 0],
  ['cat', 0],
  ['jaws', 1],
  ['titanic', 1],
  ['superman', 2],
  ['zzzzzzzz', 2],
  ['x'.repeat(40), 2],
  // Longer words come from pasted text.
  ['x'.repeat(41), 0],
])('%j tolerates %i typos', (word, typos) => {
  expect(allowedTypos(word)).toBe(typos);
});

test.each(['1984', '1980s', '12345678', '11/22', '१९८४'])('the number %s tolerates no typo', (word) => {
  expect(allowedTypos(word)).toBe(0);
});

test.each([
  ['1980x', 1],
  ['2001spaceodyssey', 2],
  ['x1984', 1],
  ['fast9', 1],
  ['xyz1984s', 2],
  ['żółw', 1],
  ['żar2', 1],
  ['матрица', 1],
  ['{abc', 1],
])('%s is not only a number, and tolerates %i typos', (word, typos) => {
  expect(allowedTypos(word)).toBe(typos);
});

test('a word of a script without spaces tolerates no typo, although its marks make it long', () => {
  expect(allowedTypos('ก็ก็')).toBe(0);
  expect(allowedTypos('神隠し神')).toBe(0);
});
