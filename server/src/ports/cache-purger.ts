import type { Purge, PurgeScope } from './cache-invalidation.ts';

/**
 * A purge as the store sees it. Where the scope of a {@link Purge} names a query, this scope names the group of that
 * query's keys.
 */
export type StorePurge = Omit<Purge, 'scope'> & {
  readonly scope: Exclude<PurgeScope, { kind: 'query' }> | { readonly kind: 'group'; readonly group: string };
};

export type PurgeStep = {
  readonly deleted: number;
  /** Where to continue; absent when everything is deleted. */
  readonly cursor?: string | undefined;
};

/**
 * The deleting side of the cache store. If the store fails, each method rejects with a MarqueeError of kind
 * `upstream-unavailable`.
 */
export interface CachePurger {
  /**
   * Declares that all entries that were stored before `beforeMs` are purged. This takes effect at once for all readers
   * of the store. Repeating a declaration changes nothing. If a later time was declared before, the later time stays,
   * unless it lies in the future.
   */
  declarePurged(beforeMs: number, nowMs: number): Promise<void>;

  /**
   * Deletes one batch of the items that the purge covers, and of entries whose time lies in the future. Repeating the
   * call does no harm.
   */
  deleteSome(purge: StorePurge, nowMs: number): Promise<PurgeStep>;

  /** Makes every instance clear its memory the next time that it reads the generation. */
  advanceGeneration(): Promise<void>;
}
