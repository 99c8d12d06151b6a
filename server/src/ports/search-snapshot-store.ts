/** Keeps immutable snapshots of the search index, each under a name of its own. Names are `[a-z0-9-]{1,100}`. */
export interface SearchSnapshotStore {
  /** All of it or nothing is there afterwards, also when this process dies midway. */
  put(name: string, bytes: Uint8Array): Promise<void>;

  /** @returns `undefined` when there is none of that name */
  get(name: string): Promise<Uint8Array | undefined>;

  /** Names in ascending order. */
  list(): Promise<readonly string[]>;

  /** Does nothing where there is none. */
  remove(name: string): Promise<void>;
}
