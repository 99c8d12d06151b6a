import { SteppedClock } from '../../../../test/builders/stepped-clock.ts';
import { RecordingObserver } from '../../../../test/recording-observer.ts';
import { cacheInvalidationContract } from '../../../../test/contracts/cache-invalidation.contract.ts';
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
