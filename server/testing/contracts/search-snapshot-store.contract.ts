import { expect, test } from '@jest/globals';
import type { SearchSnapshotStore } from '../../src/ports/search-snapshot-store.ts';

/** The contract of every SearchSnapshotStore. See ports/search-snapshot-store.ts. */
export function searchSnapshotStoreContract(makeStore: () => Promise<SearchSnapshotStore>): void {
  test('starts empty', async () => {
    const store = await makeStore();
    expect(await store.list()).toEqual([]);
    expect(await store.get('films-1')).toBeUndefined();
  });

  test('returns what was put, byte for byte', async () => {
    const store = await makeStore();
    const bytes = Uint8Array.from({ length: 1_000_003 }, (_, i) => (i * 7919) % 256);
    await store.put('films-1', bytes);
    expect(Buffer.compare((await store.get('films-1')) ?? Buffer.alloc(0), bytes)).toBe(0);
  });

  test('lists names in order, without removed ones', async () => {
    const store = await makeStore();
    for (const name of ['films-3', 'films-1', 'films-2']) await store.put(name, Uint8Array.of(1));
    expect(await store.list()).toEqual(['films-1', 'films-2', 'films-3']);
    await store.remove('films-2');
    await store.remove('nothing');
    expect(await store.list()).toEqual(['films-1', 'films-3']);
    expect(await store.get('films-2')).toBeUndefined();
  });

  test('does not change when the caller modifies the bytes afterwards', async () => {
    const store = await makeStore();
    const bytes = Uint8Array.of(1, 2, 3);
    await store.put('films-1', bytes);
    bytes.fill(9);
    const read = await store.get('films-1');
    expect([...(read ?? [])]).toEqual([1, 2, 3]);
  });
}
