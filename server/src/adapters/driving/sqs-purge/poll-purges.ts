import type { Clock } from '../../../ports/clock.ts';
import type { Observer } from '../../../ports/observer.ts';
import type { PurgeQueue } from '../../../ports/purge-queue.ts';
import type { RunMessage } from './purge-handler.ts';

/**
 * A purge that takes longer than this puts its rest on the queue. The purge function of Lambda has as much time, and the
 * queue waits six times as long before it delivers a message again.
 */
const TIME_FOR_A_MESSAGE_MS = 50_000;

/** Wait after a failure of the queue. */
const RETRY_MS = 5_000;

/** Carries out the purges of the queue until the signal aborts. A purge that is running then puts its rest on the queue. */
export async function pollPurges(
  queue: PurgeQueue,
  run: RunMessage,
  clock: Clock,
  observer: Observer,
  stop: AbortSignal,
): Promise<void> {
  const isStopped = () => stop.aborted;
  while (!isStopped()) {
    try {
      for (const message of await queue.receive(stop)) {
        const startedMs = clock.monotonicMs();
        const hasTime = () => !isStopped() && clock.monotonicMs() - startedMs < TIME_FOR_A_MESSAGE_MS;
        if (await run(message, hasTime)) await queue.remove(message);
      }
    } catch (error) {
      // The signal ends the wait for messages too.
      if (isStopped()) return;
      observer.observe({ type: 'cache-store-failed', during: 'purge', suppressed: 0, error });
      await clock.sleep(RETRY_MS, stop).catch(() => undefined);
    }
  }
}
