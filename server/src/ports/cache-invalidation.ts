/**
 * What to delete from the movies cache.
 * - `all`: everything that was stored before the purge was requested
 * - `query`: all pages of one search, in all languages. The search is named by its canonical query
 * - `sweep`: expired items that nobody will read again. A sweep is needed because the store may delete expired items
 *   late, or never
 */
export type PurgeScope =
  { readonly kind: 'all' } | { readonly kind: 'query'; readonly query: string } | { readonly kind: 'sweep' };

export type Purge = {
  readonly scope: PurgeScope;
  /**
   * When the purge was requested, in milliseconds since the epoch. Entries that were stored after this time stay, so
   * that running a purge twice does no harm.
   */
  readonly requestedAtMs: number;
  /** Where the purge continues. Absent for a purge that begins at the start. */
  readonly cursor?: string | undefined;
};

/** Queues a purge, which then runs soon and at least once. Rejects with kind `upstream-unavailable`. */
export interface CacheInvalidation {
  request(purge: Purge): Promise<void>;
}
