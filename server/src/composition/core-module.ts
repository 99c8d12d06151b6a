import { ContainerModule } from 'inversify';
import { SCOPES_THAT_MAY_BE_OPEN } from '../adapters/driving/http/authorization.ts';
import { filmRoutes } from '../adapters/driving/http/film-routes.ts';
import { createApiHandler } from '../adapters/driving/http/handler.ts';
import { movieRoutes } from '../adapters/driving/http/movie-routes.ts';
import { searchRoutes } from '../adapters/driving/http/search-routes.ts';
import { systemRoutes } from '../adapters/driving/http/system-routes.ts';
import { ReadStatus, type StatusFacts } from '../application/operations/read-status.ts';
import { composeFilms } from './factories/films.ts';
import type { Installation } from './installation.ts';
import { OBJECTIVES } from './objectives.ts';
import { TOKENS } from './tokens.ts';
import { VERSION } from './version.ts';

/** Binds the use cases and the HTTP handler, which are the same in every runtime. Other modules bind the ports. */
export const coreModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.filmUseCases).toResolvedValue(
    (films, { index }, keys, clock) => composeFilms({ films, search: index, keys, clock }),
    [TOKENS.filmRepository, TOKENS.search, TOKENS.idempotencyStore, TOKENS.clock],
  );
  bind(TOKENS.routes).toResolvedValue(
    (
      { current, index, useCases, declared, emptySearches },
      filmUseCases,
      movieUseCases,
      { watch },
      provider,
      verifier,
      access,
      installation,
      metrics,
      pointer,
      reports,
      clock,
    ) => {
      const routes = [...searchRoutes(useCases, declared), ...filmRoutes(filmUseCases), ...movieRoutes(movieUseCases)];
      const facts = {
        version: VERSION,
        writesRefused: verifier.refusal,
        signIn: access.kind === 'tokens' ? access.signIn : undefined,
        isStatusOpen: installation.isStatusOpen,
      };
      const degradations = async () => {
        await current.checkUp();
        return [...current.degradations(), ...watch.degradations()];
      };
      const films = () => index.size();
      const status = { metrics, pointer, reports, emptySearches, provider, current, films, degradations, clock };
      const readStatus = new ReadStatus(status, statusFacts(installation));
      return [...routes, ...systemRoutes(facts, routes, provider, degradations, readStatus)];
    },
    [
      TOKENS.search,
      TOKENS.filmUseCases,
      TOKENS.movieUseCases,
      TOKENS.movies,
      TOKENS.movieProvider,
      TOKENS.tokenVerifier,
      TOKENS.writeAccess,
      TOKENS.installation,
      TOKENS.operationsMetrics,
      TOKENS.cataloguePointer,
      TOKENS.importReports,
      TOKENS.clock,
    ],
  );
  bind(TOKENS.apiHandler).toResolvedValue(
    (routes, verifier, observer, clock, { isStatusOpen }) => {
      if (verifier.refusal !== undefined) observer.observe({ type: 'writes-refused', reason: verifier.refusal });
      const openScopes = isStatusOpen ? SCOPES_THAT_MAY_BE_OPEN : undefined;
      return createApiHandler(routes, verifier, observer, clock, openScopes);
    },
    [TOKENS.routes, TOKENS.tokenVerifier, TOKENS.observer, TOKENS.clock, TOKENS.installation],
  );
});

function statusFacts({ environment, settings }: Installation): StatusFacts {
  return { version: VERSION, node: process.version, environment, settings, objectives: OBJECTIVES };
}
