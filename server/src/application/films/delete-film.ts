import { filmNotFound } from '../../domain/errors.ts';
import { isFilmId } from '../../domain/film-id.ts';
import type { ExpectedVersion, FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';

export class DeleteFilm {
  readonly #films: FilmRepository;
  readonly #search: FilmSearch;

  constructor(films: FilmRepository, search: FilmSearch) {
    this.#films = films;
    this.#search = search;
  }

  /** @throws MarqueeError `not-found` or `precondition-failed` */
  async execute(id: string, expected: ExpectedVersion): Promise<void> {
    if (!isFilmId(id)) throw filmNotFound(id);
    this.#search.apply([await this.#films.delete(id, expected)]);
  }
}
