import { ContainerModule } from 'inversify';
import { filmRoutes } from '../adapters/in/http/film-routes.ts';
import { createApiHandler } from '../adapters/in/http/handler.ts';
import { movieRoutes } from '../adapters/in/http/movie-routes.ts';
import { systemRoutes } from '../adapters/in/http/system-routes.ts';
import { CreateFilm } from '../application/films/create-film.ts';
import { DeleteFilm } from '../application/films/delete-film.ts';
import { GetFilm } from '../application/films/get-film.ts';
import { PatchFilm } from '../application/films/patch-film.ts';
import { ReplaceFilm } from '../application/films/replace-film.ts';
import { SearchFilms } from '../application/films/search-films.ts';
import { SimilarFilms } from '../application/films/similar-films.ts';
import { SuggestFilms } from '../application/films/suggest-films.ts';
import { KeepSearchCurrent } from '../application/search/keep-search-current.ts';
import { TOKENS } from './tokens.ts';
import { VERSION } from './version.ts';

/** The core and its HTTP face, the same in every runtime; the ports are bound elsewhere. */
export const coreModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.keepSearchCurrent).toResolvedValue(
    (films, search, pointer, snapshots, rebuild, clock, observer) =>
      new KeepSearchCurrent({ films, search, pointer, snapshots, rebuild, clock, observer }),
    [
      TOKENS.filmRepository,
      TOKENS.filmSearch,
      TOKENS.cataloguePointer,
      TOKENS.snapshotStore,
      TOKENS.snapshotRebuild,
      TOKENS.clock,
      TOKENS.observer,
    ],
  );
  bind(TOKENS.filmUseCases).toResolvedValue(
    (films, search, current, clock) => ({
      searchFilms: new SearchFilms(search, current, clock),
      getFilm: new GetFilm(films),
      createFilm: new CreateFilm(films, search, clock),
      replaceFilm: new ReplaceFilm(films, search, clock),
      patchFilm: new PatchFilm(films, search, clock),
      deleteFilm: new DeleteFilm(films, search),
      similarFilms: new SimilarFilms(search, current),
      suggestFilms: new SuggestFilms(search, current),
    }),
    [TOKENS.filmRepository, TOKENS.filmSearch, TOKENS.keepSearchCurrent, TOKENS.clock],
  );
  bind(TOKENS.routes).toResolvedValue(
    (filmUseCases, movieUseCases, provider, verifier, access) => {
      const routes = [...filmRoutes(filmUseCases), ...movieRoutes(movieUseCases)];
      const facts = {
        version: VERSION,
        writesRefused: verifier.refusal,
        signIn: access.kind === 'tokens' ? access.signIn : undefined,
      };
      return [...routes, ...systemRoutes(facts, routes, provider)];
    },
    [TOKENS.filmUseCases, TOKENS.movieUseCases, TOKENS.movieProvider, TOKENS.tokenVerifier, TOKENS.writeAccess],
  );
  bind(TOKENS.apiHandler).toResolvedValue(
    (routes, verifier, observer) => {
      if (verifier.refusal !== undefined) observer.observe({ type: 'writes-refused', reason: verifier.refusal });
      return createApiHandler(routes, verifier, observer);
    },
    [TOKENS.routes, TOKENS.tokenVerifier, TOKENS.observer],
  );
});
