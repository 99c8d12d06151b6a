import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../../domain/errors.ts';
import type { SearchSnapshotStore } from '../../../ports/search-snapshot-store.ts';

const UNFINISHED = '.unfinished';

/** Stores snapshots as files in a folder. */
export class FileSearchSnapshotStore implements SearchSnapshotStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Writes a temporary file, flushes it and renames it, so that no reader sees a partial snapshot. A failed write
   * leaves no file.
   */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const unfinished = join(this.#folder, `${name}${UNFINISHED}`);
    try {
      await writeAndSync(unfinished, bytes);
      await rename(unfinished, join(this.#folder, name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  get(name: string): Promise<Uint8Array | undefined> {
    return absentAs(undefined, readFile(join(this.#folder, name)));
  }

  async list(): Promise<readonly string[]> {
    const names = await absentAs([], readdir(this.#folder));
    return names.filter((name) => !name.endsWith(UNFINISHED)).sort();
  }

  /**
   * Removes files that a killed process left unfinished. Only the process that owns the folder may call this, when it
   * starts.
   */
  async removeUnfinished(): Promise<void> {
    const names = await absentAs([], readdir(this.#folder));
    for (const name of names) if (name.endsWith(UNFINISHED)) await rm(join(this.#folder, name), { force: true });
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
  }
}

async function writeAndSync(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
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
