import { expect, test } from '@jest/globals';
import { WebClock } from './web-clock.ts';

const clock = new WebClock();

test('a sleep ends, and durations never go back', async () => {
  const startMs = clock.monotonicMs();
  await clock.sleep(1);
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(startMs);
  expect(clock.nowMs()).toBeGreaterThan(0);
});

test('a sleep that is aborted, before or while it lasts, rejects with the reason of its signal', async () => {
  const controller = new AbortController();
  const sleeping = clock.sleep(5_000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(sleeping).rejects.toThrow('enough');
  await expect(clock.sleep(5_000, controller.signal)).rejects.toThrow('enough');
});
