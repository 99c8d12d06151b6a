import type { Clock } from '../../src/ports/clock.ts';

type Limit = { readonly atMs: number; readonly wake: () => void };

/**
 * A clock for tests. It moves only in two cases: a test calls `advance`, or code calls `sleep` without a signal. Such a
 * `sleep` does not wait: it moves the clock forward by `ms` and resolves. Code that calls `sleep` with a signal sets a
 * time limit for other work. That call does not move the clock. It resolves when the test has advanced the clock by
 * `ms`.
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

  /**
   * From now on, `nowMs` is ahead of the true time by `ms`. `monotonicMs`, and with it every duration, stays correct.
   */
  runAhead(ms: number): void {
    this.#aheadMs = ms;
  }
}
