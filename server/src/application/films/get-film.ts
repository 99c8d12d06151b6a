import { filmNotFound } from '../../domain/errors.ts';
import { isFilmId } from '../../domain/film-id.ts';
import type { Film } from '../../domain/film.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';

export class GetFilm {
  readonly #films: FilmRepository;

  constructor(films: FilmRepository) {
    this.#films = films;
  }

  /** @throws MarqueeError `not-found`, even for an id that no film can have */
  async execute(id: string): Promise<Film> {
    const film = isFilmId(id) ? await this.#films.get(id) : undefined;
    if (!film) throw filmNotFound(id);
    return film;
  }
}
