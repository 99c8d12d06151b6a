import type { Purge, PurgeScope } from './cache-invalidation.ts';

/** A purge as the store sees it: its scope names the group of a query's keys instead of the query. */
export type StorePurge = Omit<Purge, 'scope'> & {
  readonly scope: Exclude<PurgeScope, { kind: 'query' }> | { readonly kind: 'group'; readonly group: string };
};

export type PurgeStep = {
  readonly deleted: number;
  /** Where to continue; absent when everything is deleted. */
  readonly cursor?: string | undefined;
};

/** The deleting side of the cache store. If the store fails, it rejects with a MarqueeError of kind `upstream-unavailable`. */
export interface CachePurger {
  /**
   * Declares all entries that were stored before `beforeMs` purged, at once and for all readers. Repeating it changes nothing. If
   * a later time was declared already, that one stays, unless it lies in the future.
   */
  declarePurged(beforeMs: number, nowMs: number): Promise<void>;

  /** Deletes one batch of the purge's items, and of entries from the future. Repeating it does no harm. */
  deleteSome(purge: StorePurge, nowMs: number): Promise<PurgeStep>;

  /** Makes every instance clear its memory the next time that it reads the generation. */
  advanceGeneration(): Promise<void>;
}
