import { once } from 'node:events';
import { jest } from '@jest/globals';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { ProviderDouble } from '../provider-double/server.ts';

/**
 * The timeout that tests set for an attempt. A {@link HangingClock} recognizes the timeout of an attempt by this
 * length.
 */
export const TRY_TIMEOUT_MS = 3_600_000;

/**
 * A clock for tests with the double of a movie provider. The time that it shows changes only when a test moves it. The timeout of an
 * attempt passes only when the double hangs, and never because the machine is slow. All other sleeps take real time.
 */
export class HangingClock extends SystemClock {
  shiftMs = 0;
  readonly #startMs = Date.now();
  readonly #double: Pick<ProviderDouble, 'events'>;

  constructor(double: Pick<ProviderDouble, 'events'>) {
    super();
    this.#double = double;
  }

  override nowMs(): number {
    return this.#startMs + this.shiftMs;
  }

  override monotonicMs(): number {
    return this.shiftMs;
  }

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms === TRY_TIMEOUT_MS) await once(this.#double.events, 'hang', { ...(signal && { signal }) });
    else await super.sleep(ms, signal);
  }

  /**
   * Moves the clock, and mocks `Date.now` too, which cockatiel's circuit breaker reads. `jest.restoreAllMocks` removes
   * the mock.
   */
  advanceForBreaker(ms: number): void {
    this.shiftMs += ms;
    const systemNowMs = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => systemNowMs() + ms);
  }
}
