import { once } from 'node:events';
import { jest } from '@jest/globals';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { TmdbDouble } from '../tmdb-double/server.ts';

/** The timeout of a try under a {@link HangingClock}, which recognises it by its length. */
export const TRY_TIMEOUT_MS = 3_600_000;

/**
 * Time stands still until a test moves it. A try's timeout passes when, and only when, the double hangs: however slow the
 * machine is, a try times out for no other reason. Every other sleep is real.
 */
export class HangingClock extends SystemClock {
  shiftMs = 0;
  readonly #startMs = Date.now();
  readonly #double: Pick<TmdbDouble, 'events'>;

  constructor(double: Pick<TmdbDouble, 'events'>) {
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

  /** Moves the time of cockatiel's breaker as well, which reads `Date.now`. `jest.restoreAllMocks` ends that. */
  passForBreaker(ms: number): void {
    this.shiftMs += ms;
    const systemNowMs = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => systemNowMs() + ms);
  }
}
