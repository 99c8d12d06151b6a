import { describe, expect, test } from '@jest/globals';
import { rankNumber, rankOf, RANKS } from './ranks.ts';

describe('the number of a rank', () => {
  test('rises from rule to rule, for any details', () => {
    const numbers = RANKS.flatMap(({ name }) => [rankNumber(name), rankNumber(name, 65_535)]);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });

  test.each(RANKS.map(({ name }) => name))('of %s leads back to its rule', (name) => {
    expect(rankOf(rankNumber(name, 65_535)).name).toBe(name);
  });
});
