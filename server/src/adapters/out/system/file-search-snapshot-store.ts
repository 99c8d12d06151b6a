import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../../domain/errors.ts';
import type { SearchSnapshotStore } from '../../../ports/search-snapshot-store.ts';

/** Keeps snapshots as files of a folder. */
export class FileSearchSnapshotStore implements SearchSnapshotStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Written beside, flushed to the disk and then renamed, so that nobody sees half of one. */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const unfinished = join(this.#folder, `${name}.unfinished`);
    const file = await open(unfinished, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(this.#folder, name));
  }

  get(name: string): Promise<Uint8Array | undefined> {
    return absentAs(undefined, readFile(join(this.#folder, name)));
  }

  async list(): Promise<readonly string[]> {
    const names = await absentAs([], readdir(this.#folder));
    return names.filter((name) => !name.endsWith('.unfinished')).sort();
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
  }
}

async function absentAs<T, A>(absent: A, reading: Promise<T>): Promise<T | A> {
  try {
    return await reading;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return absent;
    throw error;
  }
}
