/**
 * What to delete from the movies cache.
 *
 * - `all`: everything that was stored before the purge was asked for
 * - `query`: all pages of one search in all languages, by its canonical query
 * - `sweep`: what nobody will read again; the store's own deletion may be late, or absent
 */
export type PurgeScope =
  { readonly kind: 'all' } | { readonly kind: 'query'; readonly query: string } | { readonly kind: 'sweep' };

export type Purge = {
  readonly scope: PurgeScope;
  /** Milliseconds since the epoch. Entries stored later are left alone, so that doing a purge twice does no harm. */
  readonly requestedAtMs: number;
  /** Where to go on; absent: at the start. */
  readonly cursor?: string | undefined;
};

/** Hands a purge to whoever carries it out, soon and at least once. Rejects with kind `upstream-unavailable`. */
export interface CacheInvalidation {
  request(purge: Purge): Promise<void>;
}
