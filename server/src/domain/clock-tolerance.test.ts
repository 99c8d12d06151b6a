import { expect, test } from '@jest/globals';
import { CLOCK_TOLERANCE_MS, isFromTheFuture, isHoldOver } from './clock-tolerance.ts';

const NOW = 1_800_000_000_000;

test('a time up to 10 s ahead is not from the future', () => {
  expect(isFromTheFuture(NOW + CLOCK_TOLERANCE_MS, NOW)).toBe(false);
  expect(isFromTheFuture(NOW + CLOCK_TOLERANCE_MS + 1, NOW)).toBe(true);
});

test.each([
  ['was released is over', 0, true],
  ['has just ended is over', NOW, true],
  ['has not ended is not over', NOW + 1, false],
  ['was taken by a clock 10 s ahead is not over', NOW + 30_000 + CLOCK_TOLERANCE_MS, false],
  ['was taken by a clock further ahead is over', NOW + 30_000 + CLOCK_TOLERANCE_MS + 1, true],
])('a hold of 30 s that %s', (_name, heldUntilMs, isOver) => {
  expect(isHoldOver(heldUntilMs, NOW, 30_000)).toBe(isOver);
});
