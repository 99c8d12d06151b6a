import type { SQLInputValue } from 'node:sqlite';
import type { FilmQuery } from '../../../server/src/domain/film-query.ts';
import { foldText, termsOf } from '../../../server/src/domain/text/fold-text.ts';
import type { SqliteStatements } from './sqlite-statements.ts';

/**
 * A condition on a film's number, with its parameters. `on` takes the name of the column that holds the film number,
 * and returns the condition in SQL.
 */
export type SqliteFilter = { readonly on: (column: string) => string; readonly parameters: readonly SQLInputValue[] };

/**
 * Turns filters into conditions on film numbers. It keeps all years and genres in memory, because they are few and
 * every filter needs them.
 */
export class SqliteFilters {
  readonly #years: readonly (readonly [year: number, first: number, last: number])[];
  readonly #genres: ReadonlyMap<string, number>;

  constructor(statements: SqliteStatements) {
    this.#years = statements.all<[number, number, number]>('select year, first, last from years', []);
    this.#genres = new Map(statements.all<[string, number]>('select key, n from genre', []));
  }

  /** An unknown genre gets the number -1, which no film has. */
  genreNumbers(genres: readonly string[]): number[] {
    return genres.map((genre) => this.#genres.get(foldText(genre)) ?? -1);
  }

  /** Returns the condition for the years and the cast of a query and for the given genres. */
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

  /** The range of film numbers for the years of a query. Films are numbered newest first. */
  #range({ year, yearFrom, yearTo }: FilmQuery): [first: number, last: number] | undefined {
    const from = Math.max(year ?? -Infinity, yearFrom ?? -Infinity);
    const to = Math.min(year ?? Infinity, yearTo ?? Infinity);
    if (from === -Infinity && to === Infinity) return undefined;
    const inRange = this.#years.filter(([it]) => it >= from && it <= to);
    if (inRange.length === 0) return [1, 0];
    return [Math.min(...inRange.map(([, first]) => first)), Math.max(...inRange.map(([, , last]) => last))];
  }
}
