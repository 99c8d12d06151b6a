import type { Suggestion } from '../../domain/film-query.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { KeepSearchCurrent } from '../search/keep-search-current.ts';

export class SuggestFilms {
  readonly #search: FilmSearch;
  readonly #current: KeepSearchCurrent;

  constructor(search: FilmSearch, current: KeepSearchCurrent) {
    this.#search = search;
    this.#current = current;
  }

  async execute(typed: string, limit: number): Promise<readonly Suggestion[]> {
    await this.#current.ensure();
    return this.#search.suggest(typed, limit);
  }
}
