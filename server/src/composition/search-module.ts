import { ContainerModule } from 'inversify';
import { composeSearch, readsOfSearch } from './factories/search.ts';
import { TOKENS } from './tokens.ts';

/** Binds search in memory, for the runtimes that load everything when they start. */
export const searchModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.search).toResolvedValue(
    (films, background, pointer, snapshots, rebuild, clock, observer, emptySearches, declared) =>
      composeSearch(
        { films: readsOfSearch(films, background), pointer, snapshots, rebuild, clock, observer, emptySearches },
        declared,
      ),
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
    ],
  );
});
