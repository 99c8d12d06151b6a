import type { CacheOutcome } from '../domain/cache-policy.ts';
import type { CacheKey } from '../domain/movie-request.ts';

/** An answer of the provider, as it is stored. */
export type CacheEntry = {
  readonly outcome: CacheOutcome;
  readonly storedAtMs: number;
  /** JSON; empty for `not-found`. */
  readonly payload: string;
};

/** Tells an instance whether the entries in its memory may have been purged. */
export type CacheGeneration = {
  /** A number that rises with every purge; 0 before the first purge. */
  readonly number: number;
  /**
   * Entries that were stored before this time count as purged, even if they are not deleted yet. Milliseconds since the
   * epoch; 0 means that no entry counts as purged. The time is ignored while it lies in the future.
   */
  readonly validFromMs: number;
};

export type CacheReading = {
  /**
   * Absent if no entry is stored, or if the entry was purged or is malformed. The entry may have expired long ago, so
   * the reader must check its times.
   */
  readonly entry?: CacheEntry | undefined;
  /** Hits of this key so far, over all its entries since the last purge. */
  readonly hits: number;
  readonly generation: CacheGeneration;
};

/**
 * The outcome of adding hits to a counter.
 *
 * - `counted`: the hits were counted, and `hits` is the new total
 * - `not-counted`: the hits were certainly not counted, so the caller may retry
 * - `unknown`: the hits may have been counted, so a retry could count them twice
 */
export type HitsOutcome =
  { readonly type: 'counted'; readonly hits: number } | { readonly type: 'not-counted' | 'unknown' };

/**
 * The cache that all instances share. If the store fails, each method except `addHits` rejects with a MarqueeError of
 * kind `upstream-unavailable`, after two seconds at most.
 */
export interface CacheStore {
  /**
   * Reads entry, counter and generation in one request.
   *
   * @param consistent whether the read must see all earlier writes; otherwise it may lag behind by about a second.
   * Default: false
   */
  read(key: CacheKey, nowMs: number, consistent?: boolean): Promise<CacheReading>;

  /** Reads the generation. The result may lag behind by about a second. */
  readGeneration(): Promise<CacheGeneration>;

  /**
   * Stores an entry unless a newer one is stored already. If the stored entry is more than 10 s newer, it comes from a
   * clock that was ahead, so it is replaced.
   *
   * @param disposableAtMs when the store may delete the entry, in milliseconds since the epoch
   * @returns `too-large` if the entry exceeds the store's limit; nothing is changed then
   */
  put(key: CacheKey, entry: CacheEntry, disposableAtMs: number): Promise<'stored' | 'too-large'>;

  /**
   * Adds hits to the counter of a key. The cost does not depend on the size of the key's entry. Sends one request and
   * never repeats it. Never rejects.
   */
  addHits(key: CacheKey, hits: number, nowMs: number): Promise<HitsOutcome>;
}
