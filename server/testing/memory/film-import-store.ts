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
      if (!film) return [];
      const { version, attributes, imported, derived, changedAtMs } = film;
      const record = { version, ...(attributes && { attributes }), ...(imported && { imported }) };
      const isListed = changedAtMs !== undefined && ({ isListed: true } as const);
      return [[id, { ...record, ...(derived && { derived }), ...isListed }] as const];
    });
    return Promise.resolve(new Map(records));
  }

  create(film: ImportedFilm, write: ImportWrite): Promise<boolean> {
    return this.#put(film, undefined, write);
  }

  replace(film: ImportedFilm, before: StoredRecord, write: ImportWrite): Promise<boolean> {
    return this.#put(film, before.version, write);
  }

  derive(
    { id, attributes, derived }: Pick<ImportedFilm, 'id' | 'attributes' | 'derived'>,
    before: StoredRecord,
    write: ImportWrite,
  ): Promise<boolean> {
    const film = this.#films.get(id);
    if (!film?.attributes || film.version !== before.version) return Promise.resolve(false);
    const { derived: _before, imported, changedAtMs, ...rest } = film;
    const version = film.version + 1;
    const isAsImported = imported?.version === film.version;
    this.#films.set(id, {
      ...rest,
      version,
      attributes,
      ...(derived && { derived }),
      ...(imported && { imported: isAsImported ? { ...imported, version } : imported }),
      ...this.#listed(changedAtMs, write),
    });
    return Promise.resolve(true);
  }

  remove(id: string, before: StoredRecord, write: ImportWrite): Promise<boolean> {
    const film = this.#films.get(id);
    if (!film?.attributes || film.version !== before.version) return Promise.resolve(false);
    const { attributes: _deleted, imported: _mark, derived: _derived, changedAtMs, ...rest } = film;
    const version = film.version + 1;
    this.#films.set(id, { ...rest, version, ...this.#listed(changedAtMs, write) });
    return Promise.resolve(true);
  }

  restore(id: string, record: StoredRecord, write: ImportWrite): Promise<boolean> {
    if (this.#films.has(id)) return Promise.resolve(false);
    const { version, attributes, imported, derived } = record;
    this.#films.set(id, {
      version,
      ...(attributes && { attributes }),
      ...(imported && { imported }),
      ...(derived && { derived }),
      ...this.#listed(undefined, write),
    });
    return Promise.resolve(true);
  }

  async *ids(): AsyncIterable<readonly string[]> {
    yield await Promise.resolve([...this.#films.keys()]);
  }

  /** @param before when the film was changed, if it is in the list of changes */
  #listed(before: number | undefined, write: ImportWrite): { readonly changedAtMs?: number } {
    if (write === 'change') return { changedAtMs: this.#clock.nowMs() };
    return write === 'bulk' && before !== undefined ? { changedAtMs: before } : {};
  }

  #put(film: ImportedFilm, expected: number | undefined, write: ImportWrite): Promise<boolean> {
    const { id, attributes, derived, identity, rowHashes } = film;
    const stored = this.#films.get(id);
    if (stored?.version !== expected) return Promise.resolve(false);
    const { derived: _before, changedAtMs, ...before } = stored ?? {};
    const version = (expected ?? 0) + 1;
    this.#films.set(id, {
      ...before,
      version,
      attributes,
      imported: { identity, rowHashes, version },
      ...(derived && { derived }),
      ...this.#listed(changedAtMs, write),
    });
    return Promise.resolve(true);
  }
}
