import { readFile } from 'node:fs/promises';
import type { RelevanceCase } from './draws.ts';

/**
 * Reads queries that are the title of several films, each with the film that most people mean.
 *
 * @param path a file in which each line has a query, a tab and the id of a film; empty lines and lines that start
 * with # are skipped
 * @throws Error that names the line, if a line does not have this form
 */
export async function readSharedTitles(path: string): Promise<RelevanceCase[]> {
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
  return lines.flatMap((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [q, id, ...others] = line.split('\t');
    if (!q || !id || others.length > 0) {
      throw new Error(`Line ${String(i + 1)} of ${path} is not a query, a tab and the id of a film.`);
    }
    return [{ q, meant: new Set([id]) }];
  });
}
