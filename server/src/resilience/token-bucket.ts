import type { Clock } from '../ports/clock.ts';

/**
 * Allows `burst` actions in a row, and one more each time `refillMs` have passed. An action that is not allowed is
 * refused at once and does not wait.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #refillMs: number;
  readonly #clock: Clock;
  #left: number;
  #refilledMs: number;

  constructor(burst: number, refillMs: number, clock: Clock) {
    this.#burst = burst;
    this.#refillMs = refillMs;
    this.#clock = clock;
    this.#left = burst;
    this.#refilledMs = clock.monotonicMs();
  }

  /**
   * @returns 0 if the action is allowed now, in which case a token is taken; otherwise the milliseconds until the
   * action is allowed
   */
  take(): number {
    const nowMs = this.#clock.monotonicMs();
    const refills = Math.floor((nowMs - this.#refilledMs) / this.#refillMs);
    this.#left = Math.min(this.#burst, this.#left + refills);
    this.#refilledMs = this.#left === this.#burst ? nowMs : this.#refilledMs + refills * this.#refillMs;
    if (this.#left === 0) return this.#refilledMs + this.#refillMs - nowMs;
    this.#left -= 1;
    return 0;
  }
}
