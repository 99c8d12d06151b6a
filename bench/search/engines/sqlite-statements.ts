import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { summariseFilm, type FilmSummary } from '../../../server/src/domain/film.ts';
import { SEPARATOR } from './sqlite-build.ts';

/** The columns that {@link SqliteStatements.films} reads for each film. The first is the film's number. */
export const FILM_COLUMNS = 'f.n, f.id, f.title, f.year, f.people, f.genres, f.thumbnail, f.width, f.height';

type FilmRow = [
  n: number,
  id: string,
  title: string,
  year: number,
  people: string,
  genres: string,
  thumbnail: string | null,
  width: number | null,
  height: number | null,
];

export type NumberedFilm = { readonly n: number; readonly summary: FilmSummary };

/**
 * Prepares each statement once and keeps it. The number of different statements stays small, because they differ in
 * nothing but the number of filters.
 */
export class SqliteStatements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * Returns rows as arrays. Returning objects took a quarter to a half longer when one column of a few hundred rows was
   * read.
   */
  all<Row extends readonly unknown[]>(sql: string, parameters: readonly SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...parameters) as unknown as Row[];
  }

  /** The first column of every row. */
  column(sql: string, parameters: readonly SQLInputValue[]): number[] {
    return this.all<[number]>(sql, parameters).map(([value]) => value);
  }

  /** @param sql selects {@link FILM_COLUMNS} */
  films(sql: string, parameters: readonly SQLInputValue[]): NumberedFilm[] {
    return this.all<FilmRow>(sql, parameters).map(toFilm);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    statement.setReturnArrays(true);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

function toFilm([n, id, title, year, people, genres, thumbnail, width, height]: FilmRow): NumberedFilm {
  const summary = summariseFilm(id, {
    title,
    year,
    cast: people === '' ? [] : people.split(SEPARATOR),
    genres: genres === '' ? [] : genres.split(SEPARATOR),
    thumbnail: thumbnail ?? undefined,
    thumbnailWidth: width ?? undefined,
    thumbnailHeight: height ?? undefined,
  });
  return { n, summary };
}
