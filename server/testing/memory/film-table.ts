import type { FilmAttributes } from '../../src/domain/film.ts';
import type { DerivedAttributes, ImportMark } from '../../src/ports/film-import-store.ts';

/**
 * A film as the memory adapters keep it. If it has no attributes, it is a tombstone. If it has no `changedAtMs`, it is
 * not in the list of changes.
 */
export type MemoryFilm = {
  readonly version: number;
  readonly attributes?: FilmAttributes;
  readonly changedAtMs?: number;
  readonly imported?: ImportMark;
  readonly derived?: DerivedAttributes;
  readonly creator?: { readonly writer: string; readonly version: number };
};

/**
 * The films that {@link MemoryFilmRepository} and {@link MemoryFilmImportStore} share, as the DynamoDB adapters share a
 * table.
 */
export type MemoryFilmTable = Map<string, MemoryFilm>;
