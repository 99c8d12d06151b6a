import { expect, test } from '@jest/globals';
import { MAX_MOVIE_PAGE, MAX_REACHABLE_MOVIES, MOVIE_ID, MOVIE_ID_RULE } from './movie.ts';

test.each([
  ['1', true],
  ['578', true],
  ['9999999999', true],
  ['10000000000', false],
  ['0', false],
  ['0578', false],
  ['-1', false],
  ['5.5', false],
  ['tt0073195', false],
  ['578 ', false],
  ['', false],
])('whether "%s" is the id of a movie: %s', (id, isId) => {
  expect(MOVIE_ID.test(id)).toBe(isId);
});

test('the rule for ids names the longest id', () => {
  expect(MOVIE_ID_RULE).toContain('10 digits');
});

test('the last page ends with the last movie that can be requested', () => {
  expect(MAX_REACHABLE_MOVIES / MAX_MOVIE_PAGE).toBe(20);
});
