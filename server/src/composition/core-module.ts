import { ContainerModule } from 'inversify';
import { filmRoutes } from '../adapters/driving/http/film-routes.ts';
import { createApiHandler } from '../adapters/driving/http/handler.ts';
import { movieRoutes } from '../adapters/driving/http/movie-routes.ts';
import { searchRoutes } from '../adapters/driving/http/search-routes.ts';
import { systemRoutes } from '../adapters/driving/http/system-routes.ts';
import { moviesState } from '../application/movies/movies-state.ts';
import { ReadStatus, type StatusFacts } from '../application/operations/read-status.ts';
import type { Degradation } from '../domain/degradation.ts';
import type { MovieProvider } from '../ports/movie-provider.ts';
import { composeFilms } from './factories/films.ts';
import type { Movies } from './factories/movies.ts';
import type { Search } from './factories/search.ts';
import type { Installation } from './installation.ts';
import { OBJECTIVES } from './objectives.ts';
import { TOKENS } from './tokens.ts';
import { VERSION } from './version.ts';

/** Binds the use cases and the HTTP handler, which are the same in every runtime. Other modules bind the ports. */
export const coreModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.filmUseCases).toResolvedValue(
    (films, { feed }, keys, clock) => composeFilms({ films, feed, keys, clock }),
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
      observer,
    ) => {
      const routes = [...searchRoutes(useCases, declared), ...filmRoutes(filmUseCases), ...movieRoutes(movieUseCases)];
      const facts = {
        version: VERSION,
        writesRefused: verifier.refusal,
        signIn: access.kind === 'tokens' ? access.signIn : undefined,
        openScopes: installation.openScopes,
      };
      const degradations = () => degradationsOf(current, watch, provider);
      const stores = { metrics, pointer, reports, emptySearches };
      const status = { ...stores, provider, current, index, degradations, clock, observer };
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
      TOKENS.observer,
    ],
  );
  bind(TOKENS.apiHandler).toResolvedValue(
    (routes, verifier, observer, clock, { openScopes }) => {
      if (verifier.refusal !== undefined) observer.observe({ type: 'writes-refused', reason: verifier.refusal });
      return createApiHandler(routes, verifier, observer, clock, openScopes);
    },
    [TOKENS.routes, TOKENS.tokenVerifier, TOKENS.observer, TOKENS.clock, TOKENS.installation],
  );
});

async function degradationsOf(
  current: Search['current'],
  watch: Movies['watch'],
  provider: MovieProvider,
): Promise<readonly Degradation[]> {
  await current.checkUp();
  const ofMovies: readonly Degradation[] = moviesState(provider) === 'breaker-open' ? [{ reason: 'breaker-open' }] : [];
  return [...current.degradations(), ...watch.degradations(), ...ofMovies];
}

function statusFacts({ environment, functionVersion, settings }: Installation): StatusFacts {
  const versions = {
    product: VERSION,
    node: process.version,
    ...(functionVersion !== undefined && { functionVersion }),
  };
  return { versions, environment, settings, objectives: OBJECTIVES };
}
