import { S3SearchSnapshotStore } from '../../server/src/adapters/driven/s3/search-snapshot-store.ts';
import { readRows } from '../../server/src/adapters/driving/import-file/read-rows.ts';
import { readLocalConfig } from '../../server/src/composition/local-config.ts';
import { synopsesOf } from '../../server/src/application/search/snapshot-names.ts';
import { composeLocal } from '../../server/src/composition/local.ts';
import { TOKENS } from '../../server/src/composition/tokens.ts';
import { synopsisOf } from '../../server/src/domain/film.ts';
import type { FilmRepository } from '../../server/src/ports/film-repository.ts';
import type { SearchSnapshotStore } from '../../server/src/ports/search-snapshot-store.ts';
import { startS3 } from '../../server/testing/stores/s3-stand-in.ts';

/** Where a function finds its stores. */
export type Stores = {
  readonly dynamodb: string;
  readonly s3: string;
  /** `s3://bucket/prefix` */
  readonly snapshots: string;
  readonly films: number;
  readonly snapshotBytes: number;
  /** The title of a film, and words of its synopsis, which no film has in other fields. */
  readonly queries: { readonly title: string; readonly plot: string };
};

const BUCKET = 'marquee-bench';
const PREFIX = 'snapshots/';

/**
 * Imports a file of films into the embedded DynamoDB, and publishes a snapshot of the films to a stand-in for S3 in
 * this process. Serves both stores until this process is killed.
 */
async function serveStores(file: string): Promise<Stores> {
  const { container, endpoint } = await composeLocal(readLocalConfig());
  if (endpoint === undefined) throw new Error('MARQUEE_DYNAMODB_ENDPOINT must not be aws.');
  const { chunks } = await container.get(TOKENS.importSource).open(file);
  const nobody = { onRowLeftAside: () => undefined, onProgress: () => undefined };
  await container.get(TOKENS.importFilms).execute(readRows(chunks), nobody);
  const built = await container.get(TOKENS.rebuildSnapshot).execute();
  if (built.outcome !== 'published') throw new Error(`The snapshot is ${built.outcome}.`);
  const snapshots = container.get(TOKENS.snapshotStore);
  const s3 = await serveSnapshot(snapshots, built.name);
  return {
    dynamodb: endpoint,
    s3,
    snapshots: `s3://${BUCKET}/${PREFIX}`,
    films: built.films,
    snapshotBytes: built.bytes ?? 0,
    queries: await queriesFor(container.get(TOKENS.filmRepository)),
  };
}

/** The number of words in the query for a plot. No film has this many rare words in its other fields. */
const PLOT_WORDS = 4;
const RARE_WORD = /\b\p{Ll}{7,}\b/gu;

async function queriesFor(films: FilmRepository): Promise<Stores['queries']> {
  for await (const batch of films.scan()) {
    for (const { attributes } of batch) {
      const words = new Set(synopsisOf(attributes)?.match(RARE_WORD));
      if (words.size >= PLOT_WORDS) return { title: attributes.title, plot: [...words].slice(0, PLOT_WORDS).join(' ') };
    }
  }
  throw new Error('No film has a synopsis.');
}

/** @returns the endpoint of a stand-in for S3 that has both files of the snapshot */
async function serveSnapshot(snapshots: SearchSnapshotStore, snapshot: string): Promise<string> {
  const { client, endpoint } = await startS3(BUCKET);
  const inS3 = new S3SearchSnapshotStore(client, BUCKET, PREFIX);
  for (const name of [snapshot, synopsesOf(snapshot)]) {
    const bytes = await snapshots.get(name);
    if (!bytes) throw new Error(`The file ${name} is gone.`);
    await inS3.put(name, bytes);
  }
  return endpoint;
}

// This process must end when its parent is killed.
process.once('disconnect', () => process.exit());
process.send?.(await serveStores(String(process.argv[2])));
