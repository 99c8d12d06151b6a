import { expect, test } from '@jest/globals';
import { beginningOf, extendToGraphemes } from './text-ranges.ts';
import { tokenize } from './fold-text.ts';

const firstPart = (text: string, typed: string) => {
  const [token] = tokenize(text);
  if (!token) throw new Error('The text has no word.');
  return text.slice(...beginningOf(text, token, typed));
};

test.each([
  ['Amelie', 'ame', 'Ame'],
  ['Amélie', 'ame', 'Amé'],
  ['Amélie', 'amelie', 'Amélie'],
  ['Straße', 'stras', 'Straß'],
  ['Straße', 'strass', 'Straß'],
  ["L'Été", 'lete', "L'Été"],
  ["L'Été", 'let', "L'Ét"],
  ['III', 'thr', 'III'],
  ['Éric', 'x', 'Éric'],
  ['Éric', 'erics', 'Éric'],
])('the part of %s that folds to %s is %s', (text, typed, part) => {
  expect(firstPart(text, typed)).toBe(part);
});

test('the part of a word does not leave the word', () => {
  expect(beginningOf('x Éric y', { term: 'eric', start: 2, end: 6 }, 'ericy')).toEqual([2, 6]);
  expect(beginningOf('x Éric y', { term: 'eric', start: 2, end: 6 }, 'er')).toEqual([2, 4]);
  expect(beginningOf('x Eric y', { term: 'eric', start: 2, end: 6 }, 'er')).toEqual([2, 4]);
});

test.each([
  ['jaws', [1, 3], [1, 3]],
  ['jaws', [0, 4], [0, 4]],
  // e and a combining accent
  ['ae\u0301b', [2, 4], [1, 4]],
  ['ae\u0301b', [0, 2], [0, 3]],
  ['ae\u0301', [0, 3], [0, 3]],
  // か and its mark
  ['か\u3099き', [0, 1], [0, 2]],
  ['か\u3099き', [1, 3], [0, 3]],
  // U+0300 is the first of the marks. A half-width kana has its mark behind it.
  ['e\u0300x', [0, 1], [0, 2]],
  ['ｶﾞx', [0, 1], [0, 2]],
  // A family: three emoji and their joiners
  ['👨‍👩‍👧x', [3, 5], [0, 8]],
  ['각\u11a8', [0, 1], [0, 2]],
  ['神隠し', [1, 2], [1, 2]],
] as const)('the range of %j, %j, becomes %j', (text, range, extended) => {
  expect(extendToGraphemes(text, [range])).toEqual([extended]);
});
