/**
 * A part of the product that is impaired.
 *
 * - `no-index`: searches fail, because the films could not be loaded yet, or the search engine does not answer
 * - `refresh-overdue`: searches lack the latest edits, because these could not be read
 * - `rebuilding`: the index is known to lack films that an import wrote, or to have films that are no longer in the
 *   table; the index is being rebuilt
 * - `cache-failing`: movie requests are answered without the shared cache
 * - `breaker-open`: the movie provider is not called for now
 */
export type Degradation = {
  readonly reason: 'no-index' | 'refresh-overdue' | 'rebuilding' | 'cache-failing' | 'breaker-open';
  /** Milliseconds since the epoch; absent when unknown. */
  readonly sinceMs?: number | undefined;
};
