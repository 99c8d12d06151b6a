import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MemorySearchSnapshotStore } from '../testing/memory/search-snapshot-store.ts';
import { S3SearchSnapshotStore } from '../src/adapters/driven/s3/search-snapshot-store.ts';
import { FileSearchSnapshotStore } from '../src/adapters/driven/system/file-search-snapshot-store.ts';
import { searchSnapshotStoreContract } from '../testing/contracts/search-snapshot-store.contract.ts';
import { startS3, type TestS3 } from '../testing/stores/s3-stand-in.ts';

describe('MemorySearchSnapshotStore', () => {
  searchSnapshotStoreContract(() => Promise.resolve(new MemorySearchSnapshotStore()));
});

describe('FileSearchSnapshotStore', () => {
  let folder: string;
  let stores = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-snapshots-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  searchSnapshotStoreContract(() => {
    stores += 1;
    return Promise.resolve(new FileSearchSnapshotStore(join(folder, String(stores))));
  });

  test('does not list a file that a killed process has written only in part', async () => {
    await writeFile(join(folder, 'films-1.unfinished'), 'half');
    const names = await new FileSearchSnapshotStore(folder).list();
    expect(names.filter((name) => name.includes('films-1'))).toEqual([]);
  });
});

describe('S3SearchSnapshotStore', () => {
  let s3: TestS3;
  let stores = 0;
  beforeAll(async () => {
    s3 = await startS3('marquee');
  });
  afterAll(() => s3.close());

  searchSnapshotStoreContract(() => {
    stores += 1;
    return Promise.resolve(new S3SearchSnapshotStore(s3.client, 'marquee', `snapshots-${String(stores)}/`));
  });

  test('reports an absent bucket as an unavailable store, not as an absent snapshot', async () => {
    const store = new S3SearchSnapshotStore(s3.client, 'nowhere', '');
    await expect(store.get('films-1')).rejects.toMatchObject({ kind: 'upstream-unavailable' });
    await expect(store.put('films-1', Uint8Array.of(1))).rejects.toMatchObject({ kind: 'upstream-unavailable' });
  });
});
