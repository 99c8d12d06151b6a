import { expect, test } from '@jest/globals';
import { isNearPrefix, isTypoOf, splitsInto, typosBetween } from './word-likeness.ts';

test.each([
  ['jaws', 'jaws', false],
  ['jawz', 'jaws', true],
  ['jwas', 'jaws', true],
  ['jawss', 'jaws', true],
  ['jazz', 'jaws', false],
  // Two typos need eight letters.
  ['titnaic', 'titanic', true],
  ['titnaid', 'titanic', false],
  ['casablnaac', 'casablanca', true],
  ['casbalnacx', 'casablanca', false],
  ['cat', 'car', false],
  ['1985', '1984', false],
])('whether %s may be a misspelling of %s: %s', (word, term, isTypo) => {
  expect(isTypoOf(word, term)).toBe(isTypo);
});

test('counts typos', () => {
  expect(typosBetween('jaws', 'jaws')).toBe(0);
  expect(typosBetween('jawz', 'jaws')).toBe(1);
  expect(typosBetween('casablnaac', 'casablanca')).toBe(2);
  expect(typosBetween('jazz', 'jaws')).toBeGreaterThan(1);
});

test.each([
  ['cassabl', 'casablanca', true],
  ['casbl', 'casablanca', true],
  ['casab', 'casablanca', true],
  ['casxb', 'casablanca', true],
  ['casabx', 'casa', false],
  ['casax', 'casa', true],
  ['casabl', 'casab', true],
  ['caxxb', 'casablanca', false],
  // Too short, or more than letters.
  ['cass', 'casablanca', false],
  ['casa1', 'casablanca', false],
  ['1casa', 'casablanca', false],
  ['çasab', 'casablanca', false],
])('whether %s may be a beginning of %s with a typo: %s', (word, term, isNear) => {
  expect(isNearPrefix(word, term)).toBe(isNear);
});

test.each([
  ['starwars', ['wars', 'star'], false, ['star', 'wars']],
  ['starwars', ['star', 'warsaw'], false, []],
  ['starwars', ['star', 'warsaw'], true, ['star', 'warsaw']],
  ['starwars', ['star', 'warsaw', 'wars'], true, ['star', 'wars']],
  ['starwa', ['star', 'wars'], true, []],
  ['starwar', ['star', 'wars'], true, ['star', 'wars']],
  ['upto', ['up', 'to'], false, ['up', 'to']],
  ['aclue', ['a', 'clue'], false, []],
  ['clues', ['clue', 's'], false, []],
  ['jaws', ['jaws', ''], false, []],
  ['darktrek', ['star', 'trek'], false, []],
  ['19841985', ['1984', '1985'], false, []],
  ['abaab', ['ab', 'aab', 'aba'], false, ['ab', 'aab', 'aba', 'ab']],
] as const)('%s is made of a pair of %j (a longer second word counts: %s): %j', (word, terms, mayBeBegun, parts) => {
  expect(splitsInto(word, terms, mayBeBegun)).toEqual(parts);
});

test('a second word counts only as a whole, unless the caller says otherwise', () => {
  expect(splitsInto('starwar', ['star', 'wars'])).toEqual([]);
});
