import { expect, test } from '@jest/globals';
import { popularityOfVotes } from './popularity-of-votes.ts';

test.each([
  [0, 0],
  [5, 12],
  [100, 30.9],
  [10_000, 61.8],
  [1_000_000, 92.6],
  [3_000_000, 100],
  [1e9, 100],
])('%d votes give a popularity of %d', (votes, popularity) => {
  expect(popularityOfVotes(votes)).toBe(popularity);
});
