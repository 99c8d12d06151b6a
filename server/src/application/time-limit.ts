import { storeUnavailable, type MarqueeError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * The outcome of the work if it comes within `ms`. The work itself is not stopped; what becomes of it later is ignored.
 *
 * @param errorOf what to throw when the time is up; default: `store-unavailable`
 * @throws MarqueeError `upstream-unavailable` when the time is up
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  errorOf: (cause: Error) => MarqueeError = storeUnavailable,
): Promise<T> {
  const settled = new AbortController();
  const limit = clock.sleep(ms, settled.signal).then((): never => {
    throw errorOf(new Error(`no answer within ${String(ms)} ms`));
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    settled.abort();
  }
}

/** Waits until the work settles, for at most `ms`. */
export async function waitAtMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  await within(clock, ms, work).catch(() => undefined);
}

/**
 * Passes batches on while each comes within `ms`.
 *
 * @throws MarqueeError `upstream-unavailable` when one does not
 */
export async function* eachWithin<T>(clock: Clock, ms: number, batches: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]();
  for (;;) {
    const next = await within(clock, ms, iterator.next());
    if (next.done) return;
    yield next.value;
  }
}
