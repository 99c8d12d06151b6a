import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSynonyms, type Synonyms } from '../domain/text/synonyms.ts';

/** The table of synonyms that is part of Marquee. The bundle of a Lambda has it next to its code. */
export const SYNONYMS = existsSync(join(import.meta.dirname, 'synonyms.tsv'))
  ? join(import.meta.dirname, 'synonyms.tsv')
  : join(import.meta.dirname, '../../data/synonyms.tsv');

/**
 * Reads tables of synonyms. A line for a stem replaces the line that an earlier table has for it.
 *
 * @throws Error that names the file and, if a line is malformed, that line
 */
export async function readSynonymTables(paths: readonly string[]): Promise<Synonyms> {
  const tables = await Promise.all(
    paths.map(async (path) => {
      try {
        return readSynonyms(await readFile(path, 'utf8'));
      } catch (error) {
        throw new Error(`The synonyms in ${path} cannot be read: ${String(error)}`, { cause: error });
      }
    }),
  );
  return new Map(tables.flatMap((table) => [...table]));
}

/**
 * The paths of all tables. Later tables take precedence over earlier ones.
 *
 * @param own the path of the operator's table, if any
 */
export function synonymTables(own: string | undefined): readonly string[] {
  return own === undefined ? [SYNONYMS] : [SYNONYMS, own];
}
