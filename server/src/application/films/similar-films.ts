import { filmNotFound } from '../../domain/errors.ts';
import type { FilmSummary } from '../../domain/film.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { CurrentSearch } from '../search/current-search.ts';

export class SimilarFilms {
  readonly #search: FilmSearch;
  readonly #current: CurrentSearch;

  constructor(search: FilmSearch, current: CurrentSearch) {
    this.#search = search;
    this.#current = current;
  }

  /** @throws MarqueeError `not-found` */
  async execute(id: string, limit: number): Promise<readonly FilmSummary[]> {
    await this.#current.ensure();
    const films = await this.#search.similar(id, limit);
    if (!films) throw filmNotFound(id);
    return films;
  }
}
