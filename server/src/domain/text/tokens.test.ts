import { expect, test } from '@jest/globals';
import { groupTokens, isInitial, joinTokens, type Token } from './tokens.ts';

const WORDS: Token[] = [
  { term: 'a', start: 0, end: 1 },
  { term: 'b', start: 2, end: 3 },
  { term: 'jaws', start: 4, end: 8 },
];

test('joins words from the start of the first to the end of the last', () => {
  expect(joinTokens(WORDS)).toEqual({ term: 'abjaws', start: 0, end: 8 });
  expect(joinTokens([])).toEqual({ term: '', start: 0, end: 0 });
});

test('groups neighbours that belong together', () => {
  const groups = groupTokens(WORDS, (before, token) => isInitial(before.term) && isInitial(token.term));
  expect(groups.map((group) => group.map(({ term }) => term))).toEqual([['a', 'b'], ['jaws']]);
  expect(groupTokens([], () => true)).toEqual([]);
  expect(groupTokens(WORDS, () => true)).toHaveLength(1);
});

test.each([
  ['a', true],
  ['é', true],
  ['7', false],
  ['&', false],
  ['ab', false],
  ['', false],
])('whether %j is an initial: %s', (term, isOne) => {
  expect(isInitial(term)).toBe(isOne);
});
