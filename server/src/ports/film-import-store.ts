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

/**
 * `change`: the film enters the list of changes, so that every running instance finds it within a second.
 * `bulk`: it does not; search finds it in the next snapshot. For imports that are too large for that list.
 */
export type ImportWrite = 'change' | 'bulk';

/**
 * What an import reads and writes. Each write is atomic and conditional, and a write whose answer is lost counts as made.
 * A failing store rejects with a MarqueeError of kind `upstream-unavailable`.
 */
export interface FilmImportStore {
  /**
   * @param ids any number, each once
   * @returns what is kept, by id; ids under which nothing is kept are left out
   */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>>;

  /**
   * Writes a film at version 1.
   *
   * @returns whether it was created; `false` when something is kept under its id, a deleted film included
   */
  create(film: ImportedFilm, write: ImportWrite): Promise<boolean>;

  /**
   * Writes a film, or a film in place of a deleted one, at the version after that of `before`.
   *
   * @returns whether it was replaced; `false` when what is kept has another version by now
   */
  replace(film: ImportedFilm, before: StoredRecord, write: ImportWrite): Promise<boolean>;
}
