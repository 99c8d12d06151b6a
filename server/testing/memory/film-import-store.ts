import type { Clock } from '../../src/ports/clock.ts';
import type { FilmImportStore, ImportedFilm, ImportWrite, StoredRecord } from '../../src/ports/film-import-store.ts';
import type { MemoryFilmTable } from './film-table.ts';

/** Keeps films in this process, for tests. */
export class MemoryFilmImportStore implements FilmImportStore {
  readonly maxConcurrentWrites = 32;
  readonly #films: MemoryFilmTable;
  readonly #clock: Clock;

  constructor(films: MemoryFilmTable, clock: Clock) {
    this.#films = films;
    this.#clock = clock;
  }

  read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const records = ids.flatMap((id) => {
      const film = this.#films.get(id);
      return film ? [[id, film] as const] : [];
    });
    return Promise.resolve(new Map(records));
  }

  create(film: ImportedFilm, write: ImportWrite): Promise<boolean> {
    return this.#put(film, undefined, write);
  }

  replace(film: ImportedFilm, before: StoredRecord, write: ImportWrite): Promise<boolean> {
    return this.#put(film, before.version, write);
  }

  remove(id: string, before: StoredRecord, write: ImportWrite): Promise<boolean> {
    const film = this.#films.get(id);
    if (!film?.attributes || film.version !== before.version) return Promise.resolve(false);
    const { attributes: _deleted, imported: _mark, ...rest } = film;
    const version = film.version + 1;
    this.#films.set(id, { ...rest, version, ...(write === 'change' && { changedAtMs: this.#clock.nowMs() }) });
    return Promise.resolve(true);
  }

  #put(film: ImportedFilm, expected: number | undefined, write: ImportWrite): Promise<boolean> {
    const { id, attributes, identity, rowHashes } = film;
    const before = this.#films.get(id);
    if (before?.version !== expected) return Promise.resolve(false);
    const version = (expected ?? 0) + 1;
    this.#films.set(id, {
      ...before,
      version,
      attributes,
      imported: { identity, rowHashes, version },
      ...(write === 'change' && { changedAtMs: this.#clock.nowMs() }),
    });
    return Promise.resolve(true);
  }
}
