/** Stores immutable snapshots of the search index, each under its own name. Names are `[a-z0-9-]{1,100}`. */
export interface SearchSnapshotStore {
  /** Stores all bytes or nothing, even if this process dies midway. */
  put(name: string, bytes: Uint8Array): Promise<void>;

  /** @returns `undefined` if there is no snapshot with that name */
  get(name: string): Promise<Uint8Array | undefined>;

  /** Names in ascending order. */
  list(): Promise<readonly string[]>;

  /** Does nothing if there is no snapshot with that name. */
  remove(name: string): Promise<void>;
}
