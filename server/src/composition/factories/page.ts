import { ListFilms } from '../../application/films/list-films.ts';
import { LookUpFilm } from '../../application/films/look-up-film.ts';
import type { ApiHandler } from '../../adapters/driving/http/handler.ts';
import { createPageHandler } from '../../adapters/driving/http/page/page-handler.ts';
import { FILMS_IN_SITEMAP } from '../../adapters/driving/http/page/sitemap.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { Search } from './search.ts';

type PageParts = {
  readonly films: Pick<FilmRepository, 'lastVersion'>;
  readonly search: Search;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Reads index.html of the built page. */
  readonly readIndex: () => Promise<string>;
};

export function composePageHandler({ films, search, clock, observer, readIndex }: PageParts): ApiHandler {
  return createPageHandler({
    lookUpFilm: new LookUpFilm(films),
    getPerson: search.useCases.getPerson,
    listFilms: new ListFilms(search.index, search.current, FILMS_IN_SITEMAP),
    clock,
    observer,
    readIndex,
  });
}
