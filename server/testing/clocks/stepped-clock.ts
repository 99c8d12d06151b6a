import type { Background } from '../../src/ports/background.ts';
import type { Clock } from '../../src/ports/clock.ts';

type Timer = { readonly atMs: number; readonly fire: () => void };

const START_MS = 1_800_000_000_000;

/** If nothing is busy for this many turns of the event loop, the clock assumes that all work has finished or waits in a sleep. */
const QUIET_TURNS = 3;

/**
 * A clock on which time passes only when a test makes it pass. Sleeping takes no real time: whenever nothing else is
 * under way, {@link runUntil} moves the clock to the time at which the next sleep ends.
 */
export class SteppedClock implements Clock, Background {
  elapsedMs = 0;
  /** How far the wall clock is ahead of the true time. */
  aheadMs = 0;
  readonly #timers = new Set<Timer>();
  readonly #isBusy: () => boolean;

  /**
   * @param isBusy whether something real, such as a request to a store, is under way; while it is, time does not pass
   */
  constructor(isBusy: () => boolean = () => false) {
    this.#isBusy = isBusy;
  }

  nowMs(): number {
    return START_MS + this.elapsedMs + this.aheadMs;
  }

  monotonicMs(): number {
    return this.elapsedMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const timer = { atMs: this.elapsedMs + Math.max(0, ms), fire: resolve };
      this.#timers.add(timer);
      signal?.addEventListener('abort', () => {
        this.#timers.delete(timer);
        reject(signal.reason as Error);
      });
    });
  }

  run(delayMs: number, work: () => Promise<void>): void {
    this.#timers.add({ atMs: this.elapsedMs + delayMs, fire: () => void work() });
  }

  /** Lets time pass at once, and wakes up every sleep that ends within that time. */
  advance(ms: number): void {
    const endMs = this.elapsedMs + ms;
    for (let timer = this.#next(); timer && timer.atMs <= endMs; timer = this.#next()) this.#fire(timer);
    this.elapsedMs = endMs;
  }

  /** Waits until everything that is under way has finished, without letting time pass. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = this.#isBusy() ? 0 : quiet + 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /**
   * Moves the clock from the end of one sleep to the end of the next, until the promise is settled.
   * @returns the promise's value
   */
  async runUntil<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = promise.finally(() => {
      isSettled = true;
    });
    settled.catch(() => undefined);
    for (;;) {
      await this.settle();
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set above, by the promise
      if (isSettled) return settled;
      const timer = this.#next();
      if (timer) this.#fire(timer);
    }
  }

  #next(): Timer | undefined {
    return [...this.#timers].reduce<Timer | undefined>(
      (soonest, timer) => (soonest && soonest.atMs <= timer.atMs ? soonest : timer),
      undefined,
    );
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.elapsedMs = Math.max(this.elapsedMs, timer.atMs);
    timer.fire();
  }
}
