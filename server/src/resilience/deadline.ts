import { storeUnavailable } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';

/** Why a time limit is no longer needed. Without a reason, each abort would make an error with a stack. */
const SETTLED = new Error('The work has settled.');

/**
 * Returns the outcome of the work if the work settles within `ms`. If it takes longer, this throws. The work then
 * continues, but its outcome is ignored.
 *
 * @param errorOf creates the error to throw when the time is up. Default: `store-unavailable`
 * @throws MarqueeError `upstream-unavailable` when the time is up, unless `errorOf` creates another error
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  errorOf: (cause: Error) => Error = storeUnavailable,
): Promise<T> {
  const settled = new AbortController();
  const limit = clock.sleep(ms, settled.signal).then((): never => {
    throw errorOf(new Error(`no answer within ${String(ms)} ms`));
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    settled.abort(SETTLED);
  }
}

/** Like {@link within}, for work that can be stopped: its signal aborts when the time is up. */
export async function abortAfter<T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  errorOf: (cause: Error) => Error,
): Promise<T> {
  const timeUp = new AbortController();
  return within(clock, ms, work(timeUp.signal), (cause) => {
    timeUp.abort();
    return errorOf(cause);
  });
}

/** Waits until the work settles, for at most `ms`. */
export async function waitAtMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  await within(clock, ms, work).catch(() => undefined);
}

/**
 * Yields the batches as long as each one arrives within `ms`.
 *
 * @throws MarqueeError `upstream-unavailable` when a batch takes longer
 */
export async function* eachWithin<T>(clock: Clock, ms: number, batches: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]();
  for (;;) {
    const next = await within(clock, ms, iterator.next());
    if (next.done) return;
    yield next.value;
  }
}
