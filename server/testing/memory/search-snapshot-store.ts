import type { SearchSnapshotStore } from '../../src/ports/search-snapshot-store.ts';

/** Keeps snapshots in this process, for tests. */
export class MemorySearchSnapshotStore implements SearchSnapshotStore {
  readonly #snapshots = new Map<string, Uint8Array>();

  put(name: string, bytes: Uint8Array): Promise<void> {
    this.#snapshots.set(name, bytes.slice());
    return Promise.resolve();
  }

  get(name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.#snapshots.get(name)?.slice());
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.#snapshots.keys()].sort());
  }

  remove(name: string): Promise<void> {
    this.#snapshots.delete(name);
    return Promise.resolve();
  }
}
