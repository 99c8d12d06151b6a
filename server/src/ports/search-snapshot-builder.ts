import type { Film } from '../domain/film.ts';

export type BuiltSnapshot = { readonly bytes: Uint8Array; readonly films: number };

/** Makes a snapshot that {@link FilmSearch.openSnapshot} takes. */
export interface SearchSnapshotBuilder {
  /** The same films give the same bytes, in whatever order they come. Of a film that comes twice the higher version counts. */
  build(films: AsyncIterable<readonly Film[]>): Promise<BuiltSnapshot>;
}
