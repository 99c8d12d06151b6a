import type { CacheOutcome } from '../domain/cache-policy.ts';
import type { CacheKey } from '../domain/movie-request.ts';

/** An answer of the provider as it is kept. */
export type CacheEntry = {
  readonly outcome: CacheOutcome;
  readonly storedAtMs: number;
  /** JSON; empty for `not-found`. */
  readonly payload: string;
};

/** Tells instances that what they hold in memory may have been purged. */
export type CacheGeneration = {
  /** Rises with every purge; 0 before the first. */
  readonly number: number;
  /**
   * Entries stored before this moment have been purged, deleted or not. Milliseconds since the epoch; 0: none. Does not
   * count while it lies in the future.
   */
  readonly validFromMs: number;
};

export type CacheReading = {
  /** Absent when there is none, it was purged, or it cannot be read. It may be long expired: the reader judges. */
  readonly entry?: CacheEntry | undefined;
  /** Hits of this key that were counted so far, over all its entries since the last purge. */
  readonly hits: number;
  readonly generation: CacheGeneration;
};

/**
 * - `counted`: with the total
 * - `not-counted`: for certain; may be tried again
 * - `unknown`: perhaps counted, so trying again could count twice
 */
export type HitsOutcome =
  { readonly type: 'counted'; readonly hits: number } | { readonly type: 'not-counted' | 'unknown' };

/**
 * The cache that all instances share. A failing store rejects with a MarqueeError of kind `upstream-unavailable`, after
 * two seconds at most.
 */
export interface CacheStore {
  /**
   * Entry, counter and generation in one request.
   *
   * @param consistent whether everything written before must be seen; otherwise it may lag behind by about a second
   */
  read(key: CacheKey, nowMs: number, consistent?: boolean): Promise<CacheReading>;

  /** One read; may lag behind by about a second. */
  readGeneration(): Promise<CacheGeneration>;

  /**
   * Keeps an entry unless a newer one is there already. One that is more than 10 s newer comes from a clock that was
   * ahead, and is replaced.
   *
   * @param disposableAtMs when the store may delete it, milliseconds since the epoch
   * @returns `too-large` when it cannot be kept; nothing is changed then
   */
  put(key: CacheKey, entry: CacheEntry, disposableAtMs: number): Promise<'stored' | 'too-large'>;

  /**
   * Adds to the counter of a key, at a cost that does not depend on the entry. Sends one request and never repeats it.
   * Rejects never.
   */
  addHits(key: CacheKey, hits: number, nowMs: number): Promise<HitsOutcome>;
}
