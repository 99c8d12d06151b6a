import type { Degradation } from '../../domain/degradation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MarqueeEvent, Observer } from '../../ports/observer.ts';

type Activity = Extract<MarqueeEvent, { type: 'cache-store-failed' }>['during'];

/** While a store is down, every request to it fails. These failures are reported at most once in this interval. */
const REPORT_INTERVAL_MS = 30_000;

/** If the store is not called again after a failure, the store counts as failing for this long. */
const KNOWN_FOR_MS = 60_000;

/** Lets callers continue without a store that fails. Failures are reported, at most once per interval. */
export class StoreWatch {
  readonly #clock: Clock;
  readonly #observer: Observer;
  #reportedAtMs = -Infinity;
  #suppressed = 0;
  /** The failures since the last success. */
  #failing: { readonly sinceMs: number; lastMonotonicMs: number } | undefined;

  constructor(clock: Clock, observer: Observer) {
    this.#clock = clock;
    this.#observer = observer;
  }

  /** @returns an object with the result of the work; `undefined` when the work failed */
  async attempt<T>(during: Activity, work: () => Promise<T>): Promise<{ readonly result: T } | undefined> {
    try {
      const result = await work();
      this.#failing = undefined;
      return { result };
    } catch (error) {
      this.#failing ??= { sinceMs: this.#clock.nowMs(), lastMonotonicMs: 0 };
      this.#failing.lastMonotonicMs = this.#clock.monotonicMs();
      this.#report(during, error);
      return undefined;
    }
  }

  /**
   * Returns a degradation if the store fails. The list is empty while the store answers, and when the store has not
   * been called for a minute.
   */
  degradations(): Degradation[] {
    const failing = this.#failing;
    if (!failing || this.#clock.monotonicMs() - failing.lastMonotonicMs > KNOWN_FOR_MS) return [];
    return [{ reason: 'cache-failing', sinceMs: failing.sinceMs }];
  }

  #report(during: Activity, error: unknown): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#reportedAtMs < REPORT_INTERVAL_MS) {
      this.#suppressed += 1;
      return;
    }
    this.#observer.observe({ type: 'cache-store-failed', during, suppressed: this.#suppressed, error });
    this.#reportedAtMs = nowMs;
    this.#suppressed = 0;
  }
}
