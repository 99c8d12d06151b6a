import type { Clock } from '../../src/ports/clock.ts';

type Limit = { readonly atMs: number; readonly wake: () => void };

/**
 * A clock that moves only when a test moves it. `sleep` moves it at once. A sleep with a signal is a time limit for
 * something else: it does not move the clock, and ends when a test lets that much time pass.
 */
export class FakeClock implements Clock {
  #nowMs: number;
  #aheadMs = 0;
  readonly #limits = new Set<Limit>();

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs + this.#aheadMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (!signal) {
      this.advance(ms);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const limit = { atMs: this.#nowMs + ms, wake: resolve };
      this.#limits.add(limit);
      signal.addEventListener('abort', () => {
        this.#limits.delete(limit);
        reject(signal.reason as Error);
      });
    });
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    for (const limit of this.#limits) {
      if (limit.atMs > this.#nowMs) continue;
      this.#limits.delete(limit);
      limit.wake();
    }
  }

  /** Makes the wall clock differ from the true time from now on. Durations stay correct. */
  runAhead(ms: number): void {
    this.#aheadMs = ms;
  }
}
