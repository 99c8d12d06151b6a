/** Which snapshot is current, and what it covers. */
export type SnapshotEntry = {
  /** In the snapshot store. */
  readonly name: string;
  /** The generation that the films had when they were read for it. */
  readonly generation: number;
  /** Milliseconds since the epoch: every change before it, but for clocks that differ, is in the snapshot. */
  readonly watermarkMs: number;
  /** Milliseconds since the epoch. */
  readonly publishedAtMs: number;
};

/** An import that writes films which the list of changes does not hold. */
export type OpenImport = {
  /** Unique for each run of an import. */
  readonly id: string;
  /** When it last opened, in milliseconds since the epoch by its clock. */
  readonly openedAtMs: number;
};

export type CatalogueState = {
  /** Rises when many films change at once, as by an import, which the list of changes does not hold; 0: never filled. */
  readonly generation: number;
  /** One that was killed stays until it is closed. Default: none. */
  readonly openImports?: readonly OpenImport[] | undefined;
  /** Absent until one is published. */
  readonly snapshot?: SnapshotEntry | undefined;
};

/** One small record kept beside the films, that every instance reads together with the tail of changes. */
export interface CataloguePointer {
  /** Sees every {@link advance} and {@link publish} that was acknowledged before. */
  read(): Promise<CatalogueState>;

  /** Raises the generation by one. */
  advance(): Promise<void>;

  /**
   * Raises the generation and says that an import writes films which the list of changes does not hold. An import does this
   * before the first of them, and again every 10 s while it goes on.
   *
   * @param importId unique for each run of an import
   */
  openImport(importId: string, nowMs: number): Promise<void>;

  /** Takes imports off the list of open ones. Does nothing where they are not on it. */
  closeImports(importIds: readonly string[]): Promise<void>;

  /**
   * Makes a snapshot the current one, if the one that it is to replace still is, or if it is current itself.
   *
   * @param replaces name of the snapshot that was current when the new one was begun; absent: there was none
   * @returns whether it is current now; `false` when another snapshot is
   */
  publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean>;
}
