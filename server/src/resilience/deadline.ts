import { storeUnavailable } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * The outcome of the work if it comes within `ms`. The work itself goes on; its later outcome is ignored.
 *
 * @param errorOf makes the error to throw when the time is up; default: `store-unavailable`
 * @throws MarqueeError `upstream-unavailable` when the time is up, unless `errorOf` makes another error
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
    settled.abort();
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
