import type { CacheInvalidation, PurgeScope } from '../../ports/cache-invalidation.ts';
import type { Clock } from '../../ports/clock.ts';
import { canonicalMovieQuery } from './search-movies.ts';

/** Requests a purge. {@link RunPurge} carries it out soon, perhaps in another process. */
export class PurgeCache {
  readonly #invalidation: CacheInvalidation;
  readonly #clock: Clock;

  constructor(invalidation: CacheInvalidation, clock: Clock) {
    this.#invalidation = invalidation;
    this.#clock = clock;
  }

  /**
   * @param text a query as typed; all its pages are purged. If absent, everything is purged
   * @throws MarqueeError `bad-request`, or `upstream-unavailable` when the purge could not be requested
   */
  async execute(text: string | undefined): Promise<PurgeScope> {
    const scope: PurgeScope =
      text === undefined ? { kind: 'all' } : { kind: 'query', query: canonicalMovieQuery(text) };
    await this.#invalidation.request({ scope, requestedAtMs: this.#clock.nowMs() });
    return scope;
  }
}
