/**
 * A part of the product that is impaired.
 *
 * - `no-index`: searches fail, because the films could not be read yet
 * - `refresh-overdue`: searches answer from what is known, because the latest edits could not be read
 * - `rebuilding`: the index is known to lack films that an import wrote, or to have films that the table has lost; it is being rebuilt
 * - `cache-failing`: movies are answered without the shared cache
 * - `breaker-open`: the movie provider is not called for now
 */
export type Degradation = {
  readonly reason: 'no-index' | 'refresh-overdue' | 'rebuilding' | 'cache-failing' | 'breaker-open';
  /** Milliseconds since the epoch; absent when unknown. */
  readonly sinceMs?: number | undefined;
};
