import { expect, test } from '@jest/globals';
import { fractionAt, FRACTION_WORDS } from './fractions.ts';
import { termsOf } from './fold-text.ts';

test.each([
  ['1/2', ['1/2']],
  ['8 1/2', ['8', '1/2']],
  ['9/10', ['9/10']],
  ['1⁄3', ['1/3']],
  ['1/2 and 3/4', ['1/2', 'and', '3/4']],
  ['face/off', ['face', 'off']],
  // Neither below 1 nor with a denominator up to 10.
  ['2/2', ['2', '2']],
  ['3/2', ['3', '2']],
  ['9/11', ['9', '11']],
  ['44/100', ['44', '100']],
  ['0/5', ['0', '5']],
  ['01/2', ['01', '2']],
  ['1/02', ['1', '02']],
  ['1/x', ['1', 'x']],
  ['1x/2', ['1x', '2']],
  ['x1/2', ['x1', '2']],
  ['1/2x', ['1', '2x']],
  ['1/x2', ['1', 'x2']],
  // A date.
  ['1/2/1990', ['1', '2', '1990']],
  ['1/ 2', ['1', '2']],
  ['1 /2', ['1', '2']],
  ['1-2/x', ['1', '2', 'x']],
])('%j has the words %j', (text, words) => {
  expect(termsOf(text)).toEqual(words);
});

test.each([
  ['and a half', '1/2'],
  ['n one half', '1/2'],
  ['and a third', '1/3'],
  ['and two thirds', '2/3'],
  ['and three quarters', '3/4'],
  ['and nine tenths', '9/10'],
  ['and two third', undefined],
  ['and a halfs', undefined],
  ['and two halfs', undefined],
  ['or a half', undefined],
  ['and a', undefined],
  ['and', undefined],
])('after a number, %j is %s', (words, fraction) => {
  expect(fractionAt(['8', ...words.split(' ')], 1)).toBe(fraction);
});

test('lists the words that people type for a fraction', () => {
  expect(FRACTION_WORDS.get('1/2')).toEqual(['and', 'n', 'a', 'half', 'one']);
  expect(FRACTION_WORDS.get('2/3')).toEqual(['and', 'n', 'two', 'thirds']);
});
