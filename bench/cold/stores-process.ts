import { S3SearchSnapshotStore } from '../../server/src/adapters/driven/s3/search-snapshot-store.ts';
import { readRows } from '../../server/src/adapters/driving/import-file/read-rows.ts';
import { readLocalConfig } from '../../server/src/composition/config.ts';
import { composeLocal } from '../../server/src/composition/local.ts';
import { TOKENS } from '../../server/src/composition/tokens.ts';
import { startS3 } from '../../server/testing/stores/s3-stand-in.ts';

/** Where a function finds its stores. */
export type Stores = {
  readonly dynamodb: string;
  readonly s3: string;
  /** `s3://bucket/prefix` */
  readonly snapshots: string;
  readonly films: number;
  readonly snapshotBytes: number;
};

const BUCKET = 'marquee-bench';
const PREFIX = 'snapshots/';

/**
 * Imports a file of films into the embedded DynamoDB, and publishes a snapshot of the films to a stand-in for S3 in
 * this process. Serves both stores until this process is killed.
 */
async function serveStores(file: string): Promise<Stores> {
  const { container, endpoint } = await composeLocal(readLocalConfig());
  const { chunks } = await container.get(TOKENS.importSource).open(file);
  const nobody = { onRowLeftAside: () => undefined, onProgress: () => undefined };
  await container.get(TOKENS.importFilms).execute(readRows(chunks), nobody);
  const built = await container.get(TOKENS.rebuildSnapshot).execute();
  if (built.outcome !== 'published') throw new Error(`The snapshot is ${built.outcome}.`);
  const bytes = await container.get(TOKENS.snapshotStore).get(built.name);
  if (!bytes) throw new Error('The snapshot is gone.');
  const s3 = await serveSnapshot(built.name, bytes);
  return {
    dynamodb: endpoint,
    s3,
    snapshots: `s3://${BUCKET}/${PREFIX}`,
    films: built.films,
    snapshotBytes: built.bytes,
  };
}

/** @returns the endpoint of a stand-in for S3 that has the snapshot */
async function serveSnapshot(name: string, bytes: Uint8Array): Promise<string> {
  const { client, endpoint } = await startS3(BUCKET);
  await new S3SearchSnapshotStore(client, BUCKET, PREFIX).put(name, bytes);
  return endpoint;
}

// This process must end when its parent is killed.
process.once('disconnect', () => process.exit());
process.send?.(await serveStores(String(process.argv[2])));
