import { MarqueeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';

/** Nobody waits longer for a permit. */
const LONGEST_WAIT_MS = 2_000;

/** An instance that was told to wait longer than this asks again all the same: the header is assumed, not documented. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * A token bucket: `perSecond` calls on average, as many at once after a quiet second. Of our own, because cockatiel has
 * none, the kept libraries for it (limiter, for one) read the time themselves, and it is twenty lines over a Clock.
 */
export class RateBudget {
  readonly #perSecond: number;
  readonly #clock: Clock;
  /** When the next permit is free, in monotonic milliseconds; earlier than now: so many permits lie ready. */
  #nextFreeMs = -Infinity;

  /** @param perSecond calls, 1 or more */
  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /**
   * Waits for a permit.
   *
   * @throws MarqueeError `upstream-unavailable` at once when that would take longer than two seconds
   */
  async take(signal: AbortSignal): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const startMs = Math.max(this.#nextFreeMs, nowMs - 1_000);
    const waitMs = startMs - nowMs;
    if (waitMs > LONGEST_WAIT_MS) {
      throw new MarqueeError('upstream-unavailable', 'provider-budget-spent', 'Too many movie searches. Try again.', {
        retryAfterSec: Math.ceil(waitMs / 1_000),
      });
    }
    this.#nextFreeMs = startMs + 1_000 / this.#perSecond;
    if (waitMs > 0) await this.#clock.sleep(waitMs, signal);
  }

  /** No permits for so long, because the provider said so. */
  pause(ms: number): void {
    const untilMs = this.#clock.monotonicMs() + Math.min(ms, LONGEST_PAUSE_MS);
    this.#nextFreeMs = Math.max(this.#nextFreeMs, untilMs);
  }
}
