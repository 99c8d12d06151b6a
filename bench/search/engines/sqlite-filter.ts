import type { SQLInputValue } from 'node:sqlite';
import type { FilmQuery } from '../../../server/src/domain/film-query.ts';
import { foldText, termsOf } from '../../../server/src/domain/fold-text.ts';
import type { SqliteStatements } from './sqlite-statements.ts';

/** A condition on a film's number, for whatever the column that holds it is called, and its parameters. */
export type SqliteFilter = { readonly on: (column: string) => string; readonly parameters: readonly SQLInputValue[] };

/** Turns filters into conditions on film numbers. Holds the few years and genres, which every filter needs. */
export class SqliteFilters {
  readonly #years: readonly (readonly [year: number, first: number, last: number])[];
  readonly #genres: ReadonlyMap<string, number>;

  constructor(statements: SqliteStatements) {
    this.#years = statements.all<[number, number, number]>('select year, first, last from years', []);
    this.#genres = new Map(statements.all<[string, number]>('select key, n from genre', []));
  }

  /** -1, which no film has, for a genre that does not exist. */
  genreNumbers(genres: readonly string[]): number[] {
    return genres.map((genre) => this.#genres.get(foldText(genre)) ?? -1);
  }

  /** Years, cast and these genres. */
  of(query: FilmQuery, genres: readonly number[]): SqliteFilter {
    const parts: string[] = [];
    const parameters: SQLInputValue[] = [];
    const range = this.#range(query);
    if (range) {
      parts.push('@ between ? and ?');
      parameters.push(...range);
    }
    for (const genre of genres) {
      parts.push('exists (select 1 from film_genre fg where fg.genre = ? and fg.film = @)');
      parameters.push(genre);
    }
    for (const name of query.cast) {
      parts.push(
        'exists (select 1 from person pp join film_person fp on fp.person = pp.n where pp.key = ? and fp.film = @)',
      );
      parameters.push(termsOf(name).join(' '));
    }
    const sql = parts.join(' and ') || 'true';
    return { on: (column) => sql.replaceAll('@', column), parameters };
  }

  /** The numbers of the films of these years; films are numbered newest first. */
  #range({ year, yearFrom, yearTo }: FilmQuery): [first: number, last: number] | undefined {
    const from = Math.max(year ?? -Infinity, yearFrom ?? -Infinity);
    const to = Math.min(year ?? Infinity, yearTo ?? Infinity);
    if (from === -Infinity && to === Infinity) return undefined;
    const inRange = this.#years.filter(([it]) => it >= from && it <= to);
    if (inRange.length === 0) return [1, 0];
    return [Math.min(...inRange.map(([, first]) => first)), Math.max(...inRange.map(([, , last]) => last))];
  }
}
