import { expect, test } from '@jest/globals';
import { SteppedClock } from '../../testing/clocks/stepped-clock.ts';
import { RateBudget } from './rate-budget.ts';

const never = new AbortController().signal;

test('allows a burst after a quiet second, then delays calls, and refuses calls that would wait over two seconds', async () => {
  const clock = new SteppedClock();
  const budget = new RateBudget(10, clock);
  const doneAtMs: number[] = [];
  const calls = Array.from({ length: 40 }, async () => {
    await budget.take(never);
    doneAtMs.push(clock.monotonicMs());
  });
  const settled = Promise.allSettled(calls);
  await clock.runUntil(settled);
  const refused = (await settled).filter(({ status }) => status === 'rejected');
  expect(doneAtMs.filter((ms) => ms === doneAtMs[0])).toHaveLength(11);
  expect(doneAtMs).toHaveLength(31);
  expect(refused).toHaveLength(9);
  expect((doneAtMs.at(-1) ?? 0) - (doneAtMs[0] ?? 0)).toBe(2_000);
});

test('delays all callers during a pause, and limits a pause to one minute', async () => {
  const clock = new SteppedClock();
  const budget = new RateBudget(10, clock);
  budget.pause(3_600_000);
  await expect(budget.take(never)).rejects.toMatchObject({ code: 'provider-budget-spent', retryAfterSec: 60 });
  clock.advance(59_000);
  const taken = budget.take(never);
  await clock.runUntil(taken);
  expect(clock.elapsedMs).toBe(60_000);
});
