import { filmNotFound, versionConflict } from '../../src/domain/errors.ts';
import {
  synopsisOf,
  type Film,
  type FilmAttributes,
  type FilmChange,
  type WrittenFilm,
} from '../../src/domain/film.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ExpectedVersion, FilmRepository } from '../../src/ports/film-repository.ts';
import type { MemoryFilm, MemoryFilmTable } from './film-table.ts';

/** Keeps films in this process, for tests. */
export class MemoryFilmRepository implements FilmRepository {
  readonly #films: MemoryFilmTable;
  readonly #clock: Clock;

  constructor(films: MemoryFilmTable, clock: Clock) {
    this.#films = films;
    this.#clock = clock;
  }

  get(id: string): Promise<Film | undefined> {
    const film = this.#films.get(id);
    return Promise.resolve(
      film?.attributes && structuredClone({ id, version: film.version, attributes: film.attributes }),
    );
  }

  lastVersion(id: string): Promise<Pick<FilmChange, 'version' | 'attributes'> | undefined> {
    const film = this.#films.get(id);
    return Promise.resolve(
      film && { version: film.version, ...(film.attributes && { attributes: structuredClone(film.attributes) }) },
    );
  }

  readSynopses(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const synopses = ids.map((id) => [id, synopsisOf(this.#films.get(id)?.attributes ?? {})] as const);
    return Promise.resolve(new Map(synopses.filter((entry): entry is [string, string] => entry[1] !== undefined)));
  }

  create(id: string, attributes: FilmAttributes, writer?: string): Promise<WrittenFilm | undefined> {
    const film = this.#films.get(id);
    if (film?.creator && film.creator.writer === writer) {
      const { version } = film.creator;
      return Promise.resolve({ id, version, attributes, changedAtMs: this.#clock.nowMs() });
    }
    if (film?.attributes) return Promise.resolve(undefined);
    const { creator: _before, derived: _derived, ...before }: MemoryFilm = film ?? { version: 0 };
    const creator = writer === undefined ? undefined : { writer, version: before.version + 1 };
    return Promise.resolve(this.#put(id, { ...before, ...(creator && { creator }) }, attributes));
  }

  async replace(id: string, attributes: FilmAttributes, expected: ExpectedVersion): Promise<WrittenFilm> {
    return Promise.resolve(this.#put(id, this.#expect(id, expected), attributes));
  }

  async delete(id: string, expected: ExpectedVersion): Promise<FilmChange> {
    const { attributes: _deleted, version, ...rest } = this.#expect(id, expected);
    const tombstone = { ...rest, version: version + 1, changedAtMs: this.#clock.nowMs() };
    this.#films.set(id, tombstone);
    return Promise.resolve({ id, version: tombstone.version, changedAtMs: tombstone.changedAtMs });
  }

  changesSince(sinceMs: number): Promise<FilmChange[]> {
    const changes = [...this.#films].flatMap(([id, { version, attributes, changedAtMs }]) =>
      changedAtMs !== undefined && changedAtMs >= sinceMs
        ? [{ id, version, changedAtMs, ...(attributes && { attributes: structuredClone(attributes) }) }]
        : [],
    );
    return Promise.resolve(changes.sort((a, b) => a.changedAtMs - b.changedAtMs));
  }

  forgetChange({ id, version }: FilmChange): Promise<void> {
    const film = this.#films.get(id);
    if (film?.version !== version) return Promise.resolve();
    const { changedAtMs: _forgotten, ...rest } = film;
    this.#films.set(id, rest);
    return Promise.resolve();
  }

  async *scan(): AsyncGenerator<readonly Film[]> {
    yield await Promise.resolve(
      [...this.#films].flatMap(([id, { version, attributes }]) =>
        attributes ? [structuredClone({ id, version, attributes })] : [],
      ),
    );
  }

  #put(id: string, before: MemoryFilm, attributes: FilmAttributes): WrittenFilm {
    const version = before.version + 1;
    const changedAtMs = this.#clock.nowMs();
    this.#films.set(id, structuredClone({ ...before, version, attributes, changedAtMs }));
    return { id, version, attributes, changedAtMs };
  }

  /**
   * This method is synchronous, so that nothing can happen between the check and the write. Therefore only one of two
   * concurrent writers succeeds.
   */
  #expect(id: string, expected: ExpectedVersion): MemoryFilm {
    const film = this.#films.get(id);
    if (!film?.attributes) throw filmNotFound(id);
    if (expected !== 'any' && expected !== film.version) throw versionConflict(id);
    return film;
  }
}
