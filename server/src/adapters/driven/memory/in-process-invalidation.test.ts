import { expect, test } from '@jest/globals';
import { SteppedClock } from '../../../../testing/clocks/stepped-clock.ts';
import { RecordingObserver } from '../../../../testing/recording-observer.ts';
import { cacheInvalidationContract } from '../../../../testing/contracts/cache-invalidation.contract.ts';
import { InProcessInvalidation } from './in-process-invalidation.ts';

cacheInvalidationContract('in process', (_handler, run) => {
  const clock = new SteppedClock();
  return Promise.resolve({
    invalidation: new InProcessInvalidation(clock, new RecordingObserver(), run),
    settle: async () => {
      for (let i = 0; i < 5; i += 1) {
        clock.advance(1);
        await clock.settle();
      }
    },
  });
});

test('retries a failed purge until it succeeds, because the client has already been promised that the purge will run', async () => {
  const clock = new SteppedClock();
  const observer = new RecordingObserver();
  let isDown = true;
  let done = 0;
  const invalidation = new InProcessInvalidation(clock, observer, () => {
    if (isDown) return Promise.reject(new Error('down'));
    done += 1;
    return Promise.resolve();
  });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await clock.settle();
  };
  await invalidation.request({ scope: { kind: 'all' }, requestedAtMs: 1 });
  for (const ms of [0, 1_000, 2_000]) await pass(ms);
  expect(observer.of('cache-store-failed')).toHaveLength(3);
  isDown = false;
  await pass(4_000);
  await pass(60_000);
  expect(done).toBe(1);
});
