import type { Suggestion } from '../../domain/film-query.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { CurrentSearch } from '../search/current-search.ts';

export class SuggestFilms {
  readonly #search: FilmSearch;
  readonly #current: CurrentSearch;

  constructor(search: FilmSearch, current: CurrentSearch) {
    this.#search = search;
    this.#current = current;
  }

  async execute(typed: string, limit: number): Promise<readonly Suggestion[]> {
    await this.#current.ensure();
    return this.#search.suggest(typed, limit);
  }
}
