import { storeUnavailable } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';

/** Unprocessed requests are retried after 50, 100, 200 ... ms. The pauses grow only while nothing is processed. */
const FIRST_BACKOFF_MS = 50;

export type Patience = {
  /**
   * The maximum number of times that a batch is sent without any of it being processed. If nothing is processed, the
   * pauses take about 6 s in all for 8 attempts, and about 25 s for 10.
   */
  readonly attempts: number;
  /** @param attempt how many times the batch or its rest was sent */
  readonly onUnprocessed?: (unprocessed: number, attempt: number) => void;
};

/**
 * Sends a batch, and then sends again the requests that DynamoDB left unprocessed because it throttled, or because an
 * answer was full (16 MB, or 1 MB of the local store).
 *
 * @param process sends a batch and returns its unprocessed requests
 * @throws MarqueeError `upstream-unavailable` when requests are unprocessed after the last attempt
 */
export async function untilProcessed<T>(
  all: readonly T[],
  process: (batch: T[]) => Promise<T[]>,
  clock: Clock,
  { attempts, onUnprocessed }: Patience,
): Promise<void> {
  let rest = [...all];
  let inVain = 0;
  for (let attempt = 1; rest.length > 0; attempt += 1) {
    const before = rest.length;
    rest = await process(rest);
    if (rest.length === 0) return;
    onUnprocessed?.(rest.length, attempt);
    if (rest.length === before) inVain += 1;
    if (inVain === attempts) throw storeUnavailable(new Error(`${String(rest.length)} requests are still unprocessed`));
    await clock.sleep(FIRST_BACKOFF_MS * 2 ** Math.max(0, inVain - 1));
  }
}
