import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynaliteLevel } from 'dynalite/db/index.js';
import { errorCode } from '../../../domain/errors.ts';
import { isFilmKey } from './level-layout.ts';

/**
 * Checks that the file CURRENT exists. LevelDB treats a folder without it as new, and deletes the data in the folder.
 *
 * @throws Error when CURRENT is missing although there is data
 */
export async function requireCurrent(path: string): Promise<void> {
  const names = await readdir(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [] as string[];
    throw error;
  });
  if (!names.includes('CURRENT') && names.some((name) => /^MANIFEST-|\.(?:ldb|sst|log)$/.test(name))) {
    throw new Error(`The file ${join(path, 'CURRENT')} is missing`);
  }
}

/**
 * Returns a sentence that says how many bytes of damaged records LevelDB skipped when it opened; `undefined` if it
 * skipped none. LevelDB reports them only in its own log file LOG, which starts empty each time LevelDB opens.
 */
export async function skippedRecords(path: string): Promise<string | undefined> {
  const log = await readFile(join(path, 'LOG'), 'utf8').catch(() => '');
  const skipped = Array.from(log.matchAll(/dropping (\d+) bytes/g), ([, bytes]) => Number(bytes));
  if (skipped.length === 0) return undefined;
  const bytes = skipped.reduce((sum, size) => sum + size, 0);
  return `${bytes.toLocaleString('en')} bytes of the newest writes were damaged and could not be read`;
}

/**
 * Counts the films of a table, deleted ones included.
 *
 * @throws Error when LevelDB cannot read all of its blocks. Counting detects this because it reads every key, including
 * the keys of other tables
 */
export async function countFilms(db: DynaliteLevel, table: string): Promise<number> {
  let films = 0;
  for await (const key of db.keys()) if (isFilmKey(key, table)) films += 1;
  return films;
}
