import { isFilmId } from '../../domain/film-id.ts';
import type { Film } from '../../domain/film.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';

/** Looks up the film of a requested page, and distinguishes a deleted film from one that never existed. */
export class LookUpFilm {
  readonly #films: Pick<FilmRepository, 'lastVersion'>;

  constructor(films: Pick<FilmRepository, 'lastVersion'>) {
    this.#films = films;
  }

  async execute(id: string): Promise<Film | 'deleted' | 'unknown'> {
    const last = isFilmId(id) ? await this.#films.lastVersion(id) : undefined;
    if (!last) return 'unknown';
    const { version, attributes } = last;
    return attributes ? { id, version, attributes } : 'deleted';
  }
}
