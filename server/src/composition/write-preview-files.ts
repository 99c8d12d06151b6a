import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Container } from 'inversify';
import { synopsesOf } from '../application/search/snapshot-names.ts';
import type { Film } from '../domain/film.ts';
import { readLocalConfig } from './local-config.ts';
import { composeLocal } from './local.ts';
import { FILMS_FILE, SNAPSHOT_FILE } from './preview-files.ts';
import { importSampleOnce } from './sample.ts';
import { TOKENS } from './tokens.ts';

/** The content of files by their names. */
export type PreviewFiles = ReadonlyMap<string, Uint8Array>;

/** Makes the files of a preview with the sample: imports it as the first start does, into a folder that is then removed. */
export async function previewFilesOfSample(): Promise<PreviewFiles> {
  const dataDir = await mkdtemp(join(tmpdir(), 'marquee-preview-'));
  try {
    // Settings of the person who builds must not change what is published.
    const { container, close } = await composeLocal(readLocalConfig({ MARQUEE_DATA_DIR: dataDir }), SILENT);
    try {
      await importSampleOnce(container);
      return await previewFilesOf(container);
    } finally {
      await close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const SILENT = { observe: () => undefined };

/** Makes the files of a preview with all films of this catalogue. */
export async function previewFilesOf(container: Container): Promise<PreviewFiles> {
  const built = await container.get(TOKENS.rebuildSnapshot).execute();
  if (built.outcome !== 'published') throw new Error(`No snapshot was built: ${built.outcome}`);
  const films: Film[] = [];
  for await (const batch of container.get(TOKENS.filmRepository).scan()) films.push(...batch);
  films.sort((a, b) => (a.id < b.id ? -1 : 1));
  const snapshots = container.get(TOKENS.snapshotStore);
  const read = async (name: string) => {
    const bytes = await snapshots.get(name);
    if (!bytes) throw new Error(`The snapshot ${name} is not in the store.`);
    return bytes;
  };
  return new Map([
    [FILMS_FILE, new TextEncoder().encode(JSON.stringify(films))],
    [SNAPSHOT_FILE, await read(built.name)],
    [synopsesOf(SNAPSHOT_FILE), await read(synopsesOf(built.name))],
  ]);
}
