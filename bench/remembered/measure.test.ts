import { expect, test } from '@jest/globals';
import { score, time } from './measure.ts';

/** Finds the films that the query names. */
const search = (q: string) => q.split(' ');
const meaning = (q: string, ...ids: string[]) => ({ q, meant: new Set(ids) });

test('scores the rank of the one film that a plot means', async () => {
  const queries = [
    meaning('a b c', 'a'),
    meaning('a b c d', 'd'),
    meaning('a b', 'x'),
    meaning('0 1 2 3 4 5 6 7 8 9 10', '10'),
  ];
  const { scores, misses } = await score(search, queries);
  expect(scores).toMatchObject({ queries: 4, first: 1 / 4, amongTen: 2 / 4, reciprocalRank: (1 + 1 / 4) / 4 });
  expect(misses.map(({ q }) => q)).toEqual(['a b c d', 'a b', '0 1 2 3 4 5 6 7 8 9 10']);
});

test('scores the share of the first ten films that belong to a name, or of all its films if it has fewer than ten', async () => {
  const twelve = 'a b c d e f g h i j k l'.split(' ');
  const queries = [
    meaning('a b c d e f g h x y', ...twelve),
    meaning('x a b c d e f g y z', ...twelve),
    meaning('a b x c d', 'a', 'b', 'c', 'd', 'e'),
  ];
  const { scores, misses } = await score(search, queries);
  expect(scores.amongTen).toBeCloseTo((0.8 + 0.7 + 4 / 5) / 3);
  expect(scores.first).toBeCloseTo(2 / 3);
  expect(scores.eightOfTen).toBeCloseTo(2 / 3);
  expect(misses.map(({ amongTen }) => amongTen)).toEqual([0.8, 0.7, 0.8]);
});

test('times every query in each round', async () => {
  const { samples, p50, p99 } = await time(search, [meaning('a', 'a'), meaning('b', 'b')], 3);
  expect(samples).toBe(6);
  expect(p99).toBeGreaterThanOrEqual(p50);
});
