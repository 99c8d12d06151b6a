import { ContainerModule } from 'inversify';
import { IndexedFilmSearch } from '../adapters/driven/search-index/indexed-film-search.ts';
import { SearchFilms } from '../application/films/search-films.ts';
import { SimilarFilms } from '../application/films/similar-films.ts';
import { SuggestFilms } from '../application/films/suggest-films.ts';
import { KeepSearchCurrent } from '../application/search/keep-search-current.ts';
import { TOKENS } from './tokens.ts';

/** Search from memory, for the runtimes that load everything at their start. */
export const searchModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.filmSearch).toResolvedValue(() => new IndexedFilmSearch());
  bind(TOKENS.keepSearchCurrent).toResolvedValue(
    (repository, scanned, search, pointer, snapshots, rebuild, clock, observer) => {
      const films = {
        changesSince: repository.changesSince.bind(repository),
        scan: scanned.scan.bind(scanned),
      };
      return new KeepSearchCurrent({ films, search, pointer, snapshots, rebuild, clock, observer });
    },
    [
      TOKENS.filmRepository,
      TOKENS.backgroundFilms,
      TOKENS.filmSearch,
      TOKENS.cataloguePointer,
      TOKENS.snapshotStore,
      TOKENS.snapshotRebuild,
      TOKENS.clock,
      TOKENS.observer,
    ],
  );
  bind(TOKENS.searchUseCases).toResolvedValue(
    (search, current, clock) => ({
      searchFilms: new SearchFilms(search, current, clock),
      similarFilms: new SimilarFilms(search, current),
      suggestFilms: new SuggestFilms(search, current),
    }),
    [TOKENS.filmSearch, TOKENS.keepSearchCurrent, TOKENS.clock],
  );
});
