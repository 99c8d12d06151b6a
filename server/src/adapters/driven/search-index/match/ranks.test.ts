import { describe, expect, test } from '@jest/globals';
import { aboutOf, isSynopsisRank, rankNumber, rankOf, RANKS } from './ranks.ts';

describe('the number of a rank', () => {
  test('rises from rule to rule, for any details', () => {
    const numbers = RANKS.flatMap(({ name }) => [rankNumber(name), rankNumber(name, 65_535)]);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });

  test.each(RANKS.map(({ name }) => name))('of %s leads back to its rule', (name) => {
    expect(rankOf(rankNumber(name, 65_535)).name).toBe(name);
  });
});

test('says what a rule is about, and which rules read synopses', () => {
  expect(aboutOf('title')).toBe('title');
  expect(aboutOf('alternative-title')).toBe('alternative-title');
  expect(aboutOf('fewer-words')).toBe('film');
  const ofSynopses = RANKS.map(({ name }) => name).filter(isSynopsisRank);
  expect(ofSynopses).toEqual(['name-in-synopsis', 'synopsis']);
});
