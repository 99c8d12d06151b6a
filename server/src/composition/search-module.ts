import { ContainerModule } from 'inversify';
import { composeEngineSearch, composeSearch, readsOfSearch } from './factories/search.ts';
import { TOKENS } from './tokens.ts';

/** Binds search, for the runtimes that load everything when they start. */
export const searchModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.search).toResolvedValue(
    (films, background, pointer, snapshots, rebuild, clock, observer, emptySearches, declared, engine) => {
      const ports = { films: readsOfSearch(films, background), clock, observer, emptySearches };
      return engine
        ? composeEngineSearch(engine, ports, declared)
        : composeSearch({ ...ports, pointer, snapshots, rebuild }, declared);
    },
    [
      TOKENS.filmRepository,
      TOKENS.backgroundFilms,
      TOKENS.cataloguePointer,
      TOKENS.snapshotStore,
      TOKENS.snapshotRebuild,
      TOKENS.clock,
      TOKENS.observer,
      TOKENS.emptySearches,
      TOKENS.declaredAttributes,
      TOKENS.searchEngine,
    ],
  );
});
