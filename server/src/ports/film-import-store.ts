import type { FilmAttributes, JsonValue } from '../domain/film.ts';

/** What an import must know about the film or deleted film that is stored under an id. */
export type StoredRecord = {
  readonly version: number;
  /** Absent if the film has been deleted. */
  readonly attributes?: FilmAttributes | undefined;
  /** Absent if no import ever wrote the film. */
  readonly imported?: ImportMark | undefined;
  readonly derived?: DerivedAttributes | undefined;
  /** Whether the film or deleted film is in the list of changes. */
  readonly isListed?: true | undefined;
};

/**
 * The values that Marquee added to the film, by the name of the attribute: the directors that a rule derived from the
 * synopsis, and everything that an enrichment wrote. An attribute of the film counts as derived only while it has the
 * value that is recorded here. Once a person has changed or removed it, it no longer counts as derived.
 */
export type DerivedAttributes = Readonly<Record<string, JsonValue>>;

/** What an import stores with each film that it writes, so that a later import can recognize the film. */
export type ImportMark = {
  /** Hash of the film's identity: its title, year and href in the imported rows. */
  readonly identity: number;
  /** Hashes of the rows from which the film was made. */
  readonly rowHashes: readonly string[];
  /**
   * The version that the import gave the film. If the film has another version, it has been edited or deleted since.
   */
  readonly version: number;
};

export type ImportedFilm = {
  readonly id: string;
  readonly attributes: FilmAttributes;
  /** Those of the attributes that are derived. Default: none. */
  readonly derived?: DerivedAttributes | undefined;
  readonly identity: number;
  readonly rowHashes: readonly string[];
};

/**
 * `change`: the film enters the list of changes, so that every running instance finds it within a second. `bulk`: the
 * film does not enter the list, and search finds it in the next snapshot. If it is in the list already, it stays there.
 * `unlist`: the film leaves the list. An import uses `bulk` if it writes more films than the list of changes should
 * hold, and `unlist` only for films that it has added to the list itself: another entry may be a deletion, and without
 * it, search would find the deleted film in the snapshot.
 */
export type ImportWrite = 'change' | 'bulk' | 'unlist';

/**
 * The store that imports read and write, and exports read. Each write is atomic and conditional. A write that was made
 * is reported as made even if the store's first answer was lost. If the store fails, each method rejects with a
 * MarqueeError of kind `upstream-unavailable`.
 */
export interface FilmImportStore {
  /** How many writes may run at once, 1 or more. Further writes would only wait inside the adapter. */
  readonly maxConcurrentWrites: number;

  /**
   * @param ids any number of ids, without duplicates
   * @returns the stored records by id; ids without a record are left out
   */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>>;

  /**
   * Writes a film at version 1.
   * @returns whether it was created; `false` if a film or deleted film is stored under its id
   */
  create(film: ImportedFilm, write: ImportWrite): Promise<boolean>;

  /**
   * Replaces a film or a deleted film. The new version is one higher than the version of `before`.
   *
   * @returns whether it was replaced; `false` if the stored version has changed since `before` was read
   */
  replace(film: ImportedFilm, before: StoredRecord, write: ImportWrite): Promise<boolean>;

  /**
   * Replaces only the attributes of a film, because other values are derived for it. A film that nobody has edited
   * since its import still counts as not edited. A film that a person has edited still counts as edited.
   *
   * @returns whether it was replaced; `false` if the stored version has changed since `before` was read
   */
  derive(
    film: Pick<ImportedFilm, 'id' | 'attributes' | 'derived'>,
    before: StoredRecord,
    write: ImportWrite,
  ): Promise<boolean>;

  /**
   * Deletes a film that an import wrote, because another record is the same film. The id becomes free, as if no import
   * had written it. The version rises by one.
   *
   * @returns whether it was deleted; `false` if the stored version is no longer that of `before`
   */
  remove(id: string, before: StoredRecord, write: ImportWrite): Promise<boolean>;

  /**
   * Stores a film or a deleted film exactly as {@link read} returned it, including its version.
   *
   * @returns whether it was stored; `false` if a film or deleted film is stored under its id
   */
  restore(id: string, record: StoredRecord, write: ImportWrite): Promise<boolean>;

  /**
   * Reads the ids of all films and deleted films, in batches and in no particular order. Films may be created while the
   * scan runs.
   */
  ids(): AsyncIterable<readonly string[]>;
}
