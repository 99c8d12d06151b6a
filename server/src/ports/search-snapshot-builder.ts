import type { Film } from '../domain/film.ts';

export type BuiltSnapshot = { readonly bytes: Uint8Array; readonly films: number };

/** Builds a snapshot that {@link FilmSearch.openSnapshot} accepts. */
export interface SearchSnapshotBuilder {
  /** The same films give the same bytes, in any order. If a film comes twice, the higher version counts. */
  build(films: AsyncIterable<readonly Film[]>): Promise<BuiltSnapshot>;
}
