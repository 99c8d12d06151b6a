import { createReadStream } from 'node:fs';
import { readRows } from '../../server/src/adapters/driving/import-file/read-rows.ts';
import { mergeRows, parseImportRow } from '../../server/src/application/films/import-row.ts';
import type { FilmAttributes, Film } from '../../server/src/domain/film.ts';
import { numberedFilmId } from '../../server/src/domain/film-id.ts';

/**
 * Reads a data file as `films:import` does: it cleans rows, derives ids, and merges rows of the same film in the same
 * way. Rows that the import would refuse are left out.
 *
 * @param path a JSON array or JSON lines, plain or gzip
 */
export async function loadFilms(path: string): Promise<Film[]> {
  const placed = new Map<string, { readonly identity: number; readonly attributes: FilmAttributes }>();
  for await (const rows of readRows(createReadStream(path))) {
    for (const row of rows) if ('value' in row) place(placed, row.value);
  }
  return [...placed].map(([id, { attributes }]) => ({ id, version: 1, attributes }));
}

function place(placed: Map<string, { identity: number; attributes: FilmAttributes }>, value: unknown): void {
  const row = tryParse(value);
  if (!row) return;
  for (let ordinal = 1; ; ordinal += 1) {
    const id = numberedFilmId(row.slug, ordinal);
    const other = placed.get(id);
    if (other && other.identity !== row.identity) continue;
    const attributes = other ? mergeRows(other.attributes, row.attributes) : row.attributes;
    placed.set(id, { identity: row.identity, attributes });
    return;
  }
}

function tryParse(value: unknown) {
  try {
    return parseImportRow(value);
  } catch {
    return undefined;
  }
}
