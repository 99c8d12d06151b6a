import type { FilmAttributes } from '../../src/domain/film.ts';
import type { ImportMark } from '../../src/ports/film-import-store.ts';

/** A film as the memory adapters keep it; without attributes it is a tombstone, without `changedAtMs` it is not in the list of changes. */
export type MemoryFilm = {
  readonly version: number;
  readonly attributes?: FilmAttributes;
  readonly changedAtMs?: number;
  readonly imported?: ImportMark;
  readonly creator?: { readonly writer: string; readonly version: number };
};

/** What {@link MemoryFilmRepository} and {@link MemoryFilmImportStore} share, as a table is shared. */
export type MemoryFilmTable = Map<string, MemoryFilm>;
