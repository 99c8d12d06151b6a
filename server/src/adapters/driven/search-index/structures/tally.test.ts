import { expect, test } from '@jest/globals';
import { Tally } from './tally.ts';

test('a tally counts how often each number is added, until it is cleared', () => {
  const tally = new Tally(5);
  for (const i of [3, 1, 3]) tally.add(i);
  tally.add(4, 6);
  expect(tally.touched.map((i) => [i, tally.countOf(i)])).toEqual([
    [3, 2],
    [1, 1],
    [4, 6],
  ]);
  tally.clear();
  expect(tally.touched).toEqual([]);
  expect(tally.countOf(3)).toBe(0);
});
