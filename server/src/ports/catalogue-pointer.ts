/** A published snapshot, and the time up to which it includes the changes of films. */
export type SnapshotEntry = {
  /** The snapshot's name in the snapshot store. */
  readonly name: string;
  /** See SearchSnapshotBuilder.format. */
  readonly format: string;
  /** The generation at the time when the films were read for the snapshot. */
  readonly generation: number;
  /**
   * Milliseconds since the epoch. The snapshot has every change that was made before this time, provided that all
   * clocks agree.
   */
  readonly watermarkMs: number;
  /** When the snapshot was published, in milliseconds since the epoch. */
  readonly publishedAtMs: number;
};

/** An import that writes films outside the list of changes (see FilmRepository.changesSince). */
export type OpenImport = {
  /** The import's id, which is unique for each run of an import. */
  readonly id: string;
  /** When the import last opened or renewed this entry, in milliseconds since the epoch by the import's clock. */
  readonly openedAtMs: number;
};

export type CatalogueState = {
  /**
   * A number that rises when films are written outside the list of changes, for example by a large import; 0 before the
   * first such write. The current snapshot is outdated if its own generation is lower.
   */
  readonly generation: number;
  /**
   * The imports that write films outside the list of changes and have not ended. An import that was killed stays in
   * this list until another process removes it. Default: none.
   */
  readonly openImports?: readonly OpenImport[] | undefined;
  /** The current snapshot of this process's format. Absent until a snapshot of this format is published. */
  readonly snapshot?: SnapshotEntry | undefined;
  /**
   * The current snapshots of other formats. They belong to other versions of Marquee, which run at the same time or may
   * come back. Default: none.
   */
  readonly otherSnapshots?: readonly SnapshotEntry[] | undefined;
};

/**
 * A small record beside the films, which names the current search snapshot of each format. Every instance reads it
 * together with the latest changes. The generation and the open imports belong to all formats.
 */
export interface CataloguePointer {
  /** Reads the record. Sees every {@link advance} and {@link publish} that was acknowledged before. */
  read(): Promise<CatalogueState>;

  /** Raises the generation by one. */
  advance(): Promise<void>;

  /**
   * Raises the generation and records that an import writes films outside the list of changes. An import calls this
   * before it writes the first such film, and again every 10 s while it runs.
   *
   * @param importId unique for each run of an import
   */
  openImport(importId: string, nowMs: number): Promise<void>;

  /** Removes imports from the list of open imports. Ignores ids that are not on the list. */
  closeImports(importIds: readonly string[]): Promise<void>;

  /**
   * Makes a snapshot of this process's format the current one. Succeeds if the snapshot named by `replaces` is still
   * current, or if the new snapshot is already current.
   *
   * @param replaces name of the snapshot of this format that was current when the build of the new one began;
   * `undefined`: there was none
   * @returns `true` if the new snapshot is current now; `false` if another snapshot is current
   */
  publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean>;

  /** Removes these snapshots of other formats from the record. Keeps those that are no longer the current ones. */
  dropFormats(snapshots: readonly SnapshotEntry[]): Promise<void>;
}
