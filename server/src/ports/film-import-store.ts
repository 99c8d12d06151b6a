import type { FilmAttributes } from '../domain/film.ts';

/** What an import must know of what is kept under an id, a deleted film included. */
export type StoredRecord = {
  readonly version: number;
  /** Absent when the film has been deleted. */
  readonly attributes?: FilmAttributes | undefined;
  /** Absent when no import ever wrote the film. */
  readonly imported?: ImportMark | undefined;
};

/** Left on a film by an import. */
export type ImportMark = {
  /** Which film the rows said it was. */
  readonly identity: number;
  /** The rows that the film was made of. */
  readonly rowHashes: readonly string[];
  /** The version that the import gave it; a film that has another has been edited or deleted since. */
  readonly version: number;
};

export type ImportedFilm = {
  readonly id: string;
  readonly attributes: FilmAttributes;
  readonly identity: number;
  readonly rowHashes: readonly string[];
};

/** Bulk access for the import. Its writes do not enter the list of changes. */
export interface FilmImportStore {
  /** @returns what is kept, by id; ids under which nothing is kept are left out */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>>;

  /**
   * Writes films at version 1 under ids that {@link read} found free. Batched and therefore without a condition: a film
   * created under the same id in the milliseconds between is replaced.
   *
   * @param films at most 25, each id once
   */
  create(films: readonly ImportedFilm[]): Promise<void>;

  /** @returns whether it was replaced; `false` when the version is not the expected one any more */
  replace(film: ImportedFilm, expectedVersion: number): Promise<boolean>;
}
