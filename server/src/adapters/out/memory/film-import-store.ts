import type { FilmImportStore, ImportedFilm, StoredRecord } from '../../../ports/film-import-store.ts';
import type { MemoryFilm, MemoryFilmTable } from './film-table.ts';

/** Keeps films in this process; for tests. */
export class MemoryFilmImportStore implements FilmImportStore {
  readonly #films: MemoryFilmTable;

  constructor(films: MemoryFilmTable) {
    this.#films = films;
  }

  read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const records = ids.flatMap((id) => {
      const film = this.#films.get(id);
      return film ? [[id, film] as const] : [];
    });
    return Promise.resolve(new Map(records));
  }

  create(films: readonly ImportedFilm[]): Promise<void> {
    for (const film of films) this.#films.set(film.id, importedFilm(film, 1));
    return Promise.resolve();
  }

  replace(film: ImportedFilm, expectedVersion: number): Promise<boolean> {
    if (this.#films.get(film.id)?.version !== expectedVersion) return Promise.resolve(false);
    this.#films.set(film.id, importedFilm(film, expectedVersion + 1));
    return Promise.resolve(true);
  }
}

function importedFilm({ attributes, identity, rowHashes }: ImportedFilm, version: number): MemoryFilm {
  return { version, attributes, imported: { identity, rowHashes, version } };
}
