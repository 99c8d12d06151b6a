import type { Purge } from './cache-invalidation.ts';

export type PurgeStep = {
  readonly deleted: number;
  /** Where to go on; absent when all is done. */
  readonly cursor?: string | undefined;
};

/** The deleting side of the cache store. A failing store rejects with a MarqueeError of kind `upstream-unavailable`. */
export interface CachePurger {
  /** Declares all entries stored before the moment purged, at once and for all readers. Repeating it changes nothing. */
  declarePurged(beforeMs: number): Promise<void>;

  /** Deletes one batch of what the purge is about. Repeating it does no harm. */
  deleteSome(purge: Purge): Promise<PurgeStep>;

  /** Makes all instances forget what they hold in memory, the next time that they look. */
  advanceGeneration(): Promise<void>;
}
