import { filmNotFound } from '../../domain/errors.ts';
import type { FilmSummary } from '../../domain/film.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { KeepSearchCurrent } from '../search/keep-search-current.ts';

export class SimilarFilms {
  readonly #search: FilmSearch;
  readonly #current: KeepSearchCurrent;

  constructor(search: FilmSearch, current: KeepSearchCurrent) {
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
