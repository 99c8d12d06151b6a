import { MarqueeError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';

/** Longest wait for a permit. */
const LONGEST_WAIT_MS = 2_000;

/** Longer pauses are cut to this length, because providers do not document how long a pause may be. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * A token bucket whose callers wait. It allows `perSecond` calls per second on average. After a second without calls,
 * it allows `perSecond` + 1 calls at the same moment. The bucket is our own code for three reasons: cockatiel has no
 * token bucket, libraries such as limiter read the system time instead of a Clock, and the code has only twenty lines.
 */
export class RateBudget {
  readonly #perSecond: number;
  readonly #clock: Clock;
  /**
   * The time at which the next permit is free, in monotonic milliseconds. If this time has passed, permits have
   * accumulated since then.
   */
  #nextFreeMs = -Infinity;

  /** @param perSecond how many calls per second are allowed on average; at least 1 */
  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /**
   * Waits for a permit.
   *
   * @throws MarqueeError `upstream-unavailable` immediately if the wait would be longer than two seconds
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

  /** Gives no permits for `ms`, because the provider asked for a pause. */
  pause(ms: number): void {
    const untilMs = this.#clock.monotonicMs() + Math.min(ms, LONGEST_PAUSE_MS);
    this.#nextFreeMs = Math.max(this.#nextFreeMs, untilMs);
  }
}
