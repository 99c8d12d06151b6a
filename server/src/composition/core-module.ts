import { randomUUID } from 'node:crypto';
import { ContainerModule } from 'inversify';
import { filmRoutes } from '../adapters/driving/http/film-routes.ts';
import { createApiHandler } from '../adapters/driving/http/handler.ts';
import { movieRoutes } from '../adapters/driving/http/movie-routes.ts';
import { searchRoutes } from '../adapters/driving/http/search-routes.ts';
import { systemRoutes } from '../adapters/driving/http/system-routes.ts';
import { CreateFilm } from '../application/films/create-film.ts';
import { DeleteFilm } from '../application/films/delete-film.ts';
import { GetFilm } from '../application/films/get-film.ts';
import { PatchFilm } from '../application/films/patch-film.ts';
import { ReplaceFilm } from '../application/films/replace-film.ts';
import { TOKENS } from './tokens.ts';
import { VERSION } from './version.ts';

/** The core and its HTTP face, the same in every runtime; the ports are bound elsewhere. */
export const coreModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.filmUseCases).toResolvedValue(
    (films, search, keys, clock) => ({
      getFilm: new GetFilm(films),
      createFilm: new CreateFilm({ films, search, keys, clock, newHolder: randomUUID }),
      replaceFilm: new ReplaceFilm(films, search),
      patchFilm: new PatchFilm(films, search),
      deleteFilm: new DeleteFilm(films, search),
    }),
    [TOKENS.filmRepository, TOKENS.filmSearch, TOKENS.idempotencyStore, TOKENS.clock],
  );
  bind(TOKENS.routes).toResolvedValue(
    (searchUseCases, filmUseCases, movieUseCases, provider, verifier, access, current, watch) => {
      const routes = [...searchRoutes(searchUseCases), ...filmRoutes(filmUseCases), ...movieRoutes(movieUseCases)];
      const facts = {
        version: VERSION,
        writesRefused: verifier.refusal,
        signIn: access.kind === 'tokens' ? access.signIn : undefined,
      };
      const degradations = async () => {
        await current.checkUp();
        return [...current.degradations(), ...watch.degradations()];
      };
      return [...routes, ...systemRoutes(facts, routes, provider, degradations)];
    },
    [
      TOKENS.searchUseCases,
      TOKENS.filmUseCases,
      TOKENS.movieUseCases,
      TOKENS.movieProvider,
      TOKENS.tokenVerifier,
      TOKENS.writeAccess,
      TOKENS.keepSearchCurrent,
      TOKENS.storeWatch,
    ],
  );
  bind(TOKENS.apiHandler).toResolvedValue(
    (routes, verifier, observer, clock) => {
      if (verifier.refusal !== undefined) observer.observe({ type: 'writes-refused', reason: verifier.refusal });
      return createApiHandler(routes, verifier, observer, clock);
    },
    [TOKENS.routes, TOKENS.tokenVerifier, TOKENS.observer, TOKENS.clock],
  );
});
