import { createReadStream } from 'node:fs';
import { readRows } from '../../src/adapters/driving/import-file/read-rows.ts';
import { mergeRows, parseImportRow, type ImportRow } from '../../src/application/films/import-row.ts';
import { withDerived } from '../../src/application/films/derived-attributes.ts';
import { areOneFilm } from '../../src/application/films/same-film.ts';
import type { FilmAttributes, Film } from '../../src/domain/film.ts';
import { numberedFilmId } from '../../src/domain/film-id.ts';

/**
 * Reads a data file as `films:import` does: it cleans rows, derives ids and directors, and merges rows of the same film in
 * the same way. Rows that the import would refuse are left out.
 *
 * @param path a JSON array or JSON lines, plain or gzip
 */
export async function loadFilms(path: string): Promise<Film[]> {
  const films = new Map<string, FilmAttributes>();
  const idsOf = new Map<number, string[]>();
  for await (const rows of readRows(createReadStream(path))) {
    for (const raw of rows) {
      const row = 'value' in raw ? tryParse(raw.value) : undefined;
      if (row) place(films, idsOf, row);
    }
  }
  return [...films].map(([id, attributes]) => ({ id, version: 1, attributes: withDerived(attributes).attributes }));
}

function place(films: Map<string, FilmAttributes>, idsOf: Map<number, string[]>, row: ImportRow): void {
  const mates = idsOf.get(row.spelling) ?? [];
  for (const id of mates) {
    const film = films.get(id);
    if (!film || areOneFilm(film, row.attributes) !== true) continue;
    films.set(id, mergeRows(film, row.attributes));
    return;
  }
  let id = row.slug;
  for (let ordinal = 2; films.has(id); ordinal += 1) id = numberedFilmId(row.slug, ordinal);
  films.set(id, row.attributes);
  idsOf.set(row.spelling, [...mates, id]);
}

function tryParse(value: unknown): ImportRow | undefined {
  try {
    return parseImportRow(value, () => undefined);
  } catch {
    return undefined;
  }
}
