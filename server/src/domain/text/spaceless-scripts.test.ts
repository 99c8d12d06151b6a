import { expect, test } from '@jest/globals';
import { hasSpacelessScript, isPlainCharacter, splitCharacters } from './spaceless-scripts.ts';

test.each(['七人', 'あ', 'カ', 'ราตรี', 'ລາວ', 'ខ្មែរ', 'မြန်မာ', 'Alien 七'])(
  '%s is in a script without spaces',
  (text) => {
    expect(hasSpacelessScript(text)).toBe(true);
  },
);

test.each(['Jaws', '올드보이', 'Матрица', 'שלום', '1984', '、', ''])('%j is not in a script without spaces', (text) => {
  expect(hasSpacelessScript(text)).toBe(false);
});

test.each([
  [0x3040, false],
  [0x3041, true],
  [0x3096, true],
  [0x3097, false],
  [0x30a0, false],
  [0x30a1, true],
  [0x30fa, true],
  [0x30fb, false],
  [0x30fc, true],
  [0x30fd, false],
  [0x4dff, false],
  [0x4e00, true],
  [0x9fff, true],
  [0xa000, false],
])('whether code unit %i needs no folding: %s', (code, isPlain) => {
  expect(isPlainCharacter(code)).toBe(isPlain);
});

test('splits a word into the characters and the parts between them', () => {
  expect(splitCharacters('七人II')).toEqual([
    { text: '七', start: 0, end: 1, isCharacter: true },
    { text: '人', start: 1, end: 2, isCharacter: true },
    { text: 'II', start: 2, end: 4, isCharacter: false },
  ]);
});
