import type { Purge } from './cache-invalidation.ts';

export type PurgeStep = {
  readonly deleted: number;
  /** Where to go on; absent when all is done. */
  readonly cursor?: string | undefined;
};

/** The deleting side of the cache store. A failing store rejects with a MarqueeError of kind `upstream-unavailable`. */
export interface CachePurger {
  /**
   * Declares all entries stored before the moment purged, at once and for all readers. Repeating it changes nothing. An
   * earlier declaration for a later moment stays, unless that moment lies in the future.
   */
  declarePurged(beforeMs: number, nowMs: number): Promise<void>;

  /** Deletes one batch of what the purge is about, and of entries from the future. Repeating it does no harm. */
  deleteSome(purge: Purge, nowMs: number): Promise<PurgeStep>;

  /** Makes all instances forget what they hold in memory, the next time that they look. */
  advanceGeneration(): Promise<void>;
}
