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

export type CatalogueState = {
  /** Rises when many films change at once, as by an import, which the list of changes does not hold; 0: never filled. */
  readonly generation: number;
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
   * Makes a snapshot the current one, if the one that it is to replace still is.
   *
   * @param replaces name of the snapshot that was current when the new one was begun; absent: there was none
   * @returns whether it became current
   */
  publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean>;
}
