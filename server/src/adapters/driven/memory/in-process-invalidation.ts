import type { CacheInvalidation, Purge } from '../../../ports/cache-invalidation.ts';
import type { Background } from '../../../ports/background.ts';
import type { Observer } from '../../../ports/observer.ts';

/**
 * A failed purge is retried after 1, 2, 4 ... s and then every minute, because the client has already been promised
 * that the purge will run.
 */
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/**
 * Runs purges in this process, one at a time, after the request has been answered. Purges that are still waiting when
 * the process ends are lost.
 */
export class InProcessInvalidation implements CacheInvalidation {
  readonly #background: Background;
  readonly #observer: Observer;
  readonly #run: (purge: Purge) => Promise<void>;
  #last: Promise<void> = Promise.resolve();

  constructor(background: Background, observer: Observer, run: (purge: Purge) => Promise<void>) {
    this.#background = background;
    this.#observer = observer;
    this.#run = run;
  }

  request(purge: Purge): Promise<void> {
    this.#schedule(purge, 0, FIRST_RETRY_MS);
    return Promise.resolve();
  }

  #schedule(purge: Purge, delayMs: number, retryMs: number): void {
    this.#background.run(delayMs, () => {
      this.#last = this.#last.then(() => this.#attempt(purge, retryMs));
      return this.#last;
    });
  }

  async #attempt(purge: Purge, retryMs: number): Promise<void> {
    try {
      await this.#run(purge);
    } catch (error) {
      this.#observer.observe({ type: 'cache-store-failed', during: 'purge', suppressed: 0, error });
      // A failed sweep (the deletion of expired items) needs no retry, because the next sweep runs within the hour.
      if (purge.scope.kind !== 'sweep') this.#schedule(purge, retryMs, Math.min(2 * retryMs, MAX_RETRY_MS));
    }
  }
}
