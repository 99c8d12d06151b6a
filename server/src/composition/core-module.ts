import { ContainerModule } from 'inversify';
import { filmRoutes } from '../adapters/driving/http/film-routes.ts';
import { createApiHandler } from '../adapters/driving/http/handler.ts';
import { movieRoutes } from '../adapters/driving/http/movie-routes.ts';
import { searchRoutes } from '../adapters/driving/http/search-routes.ts';
import { systemRoutes } from '../adapters/driving/http/system-routes.ts';
import { composeFilms } from './factories/films.ts';
import { TOKENS } from './tokens.ts';
import { VERSION } from './version.ts';

/** Binds the use cases and the HTTP handler, which are the same in every runtime. Other modules bind the ports. */
export const coreModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.filmUseCases).toResolvedValue(
    (films, { index }, keys, clock) => composeFilms({ films, search: index, keys, clock }),
    [TOKENS.filmRepository, TOKENS.search, TOKENS.idempotencyStore, TOKENS.clock],
  );
  bind(TOKENS.routes).toResolvedValue(
    ({ current, useCases, declared }, filmUseCases, movieUseCases, { watch }, provider, verifier, access) => {
      const routes = [...searchRoutes(useCases, declared), ...filmRoutes(filmUseCases), ...movieRoutes(movieUseCases)];
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
      TOKENS.search,
      TOKENS.filmUseCases,
      TOKENS.movieUseCases,
      TOKENS.movies,
      TOKENS.movieProvider,
      TOKENS.tokenVerifier,
      TOKENS.writeAccess,
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
