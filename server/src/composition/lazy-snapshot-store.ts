import type { SearchSnapshotStore } from '../ports/search-snapshot-store.ts';

/** Loads a store's code at its first use: health and reads by id start without it. */
export function lazySnapshotStore(load: () => Promise<SearchSnapshotStore>): SearchSnapshotStore {
  let loading: Promise<SearchSnapshotStore> | undefined;
  const store = () => (loading ??= load());
  return {
    put: async (name, bytes) => (await store()).put(name, bytes),
    get: async (name) => (await store()).get(name),
    list: async () => (await store()).list(),
    remove: async (name) => (await store()).remove(name),
  };
}
