import { CLOCK_TOLERANCE_MS } from '../../domain/clock-tolerance.ts';
import { queryGroup } from '../../domain/movie-request.ts';
import type { CacheInvalidation, Purge, PurgeScope } from '../../ports/cache-invalidation.ts';
import type { CachePurger, StorePurge } from '../../ports/cache-purger.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';

/**
 * Carries out a purge batch by batch. A purge may be repeated, in part or as a whole, because it never deletes entries
 * that were stored after it was requested. When time runs short, this requests a further purge for the rest.
 */
export class RunPurge {
  readonly #purger: CachePurger;
  readonly #invalidation: CacheInvalidation;
  readonly #clock: Clock;
  readonly #observer: Observer;
  readonly #provider: string;

  /** @param provider name of the provider whose answers the cache holds */
  constructor(
    purger: CachePurger,
    invalidation: CacheInvalidation,
    clock: Clock,
    observer: Observer,
    provider: string,
  ) {
    this.#purger = purger;
    this.#invalidation = invalidation;
    this.#clock = clock;
    this.#observer = observer;
    this.#provider = provider;
  }

  /**
   * @param hasTime whether there is time for another batch; called after each batch
   * @throws MarqueeError `upstream-unavailable`; entries that were deleted stay deleted
   */
  async execute(purge: Purge, hasTime: () => boolean): Promise<void> {
    const { scope } = purge;
    // The requester's clock may be ahead. The time of the request would then hide every entry that is stored before
    // that time has come.
    const requestedAtMs = Math.min(purge.requestedAtMs, this.#clock.nowMs() + CLOCK_TOLERANCE_MS);
    // The declaration makes all entries invalid at once. The deletions that follow only save space.
    if (scope.kind === 'all' && purge.cursor === undefined) {
      await this.#purger.declarePurged(requestedAtMs, this.#clock.nowMs());
      await this.#purger.advanceGeneration();
    }
    const storeScope = this.#storeScope(scope);
    let deleted = 0;
    let cursor = purge.cursor;
    do {
      const step = await this.#purger.deleteSome(
        { scope: storeScope, requestedAtMs, ...(cursor !== undefined && { cursor }) },
        this.#clock.nowMs(),
      );
      deleted += step.deleted;
      cursor = step.cursor;
    } while (cursor !== undefined && hasTime());
    // The generation is advanced only after the deletion. An instance that cleared its memory earlier could read an
    // undeleted entry again and serve it for two minutes.
    if (scope.kind === 'query') await this.#purger.advanceGeneration();
    if (cursor !== undefined) await this.#invalidation.request({ scope, requestedAtMs, cursor });
    this.#observer.observe({ type: 'cache-purged', scope: scope.kind, deleted, continues: cursor !== undefined });
  }

  #storeScope(scope: PurgeScope): StorePurge['scope'] {
    return scope.kind === 'query' ? { kind: 'group', group: queryGroup(this.#provider, scope.query) } : scope;
  }
}
