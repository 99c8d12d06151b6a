import { IndexedFilmSearch } from '../../adapters/driven/search-index/indexed-film-search.ts';
import { snapshotFormat } from '../../adapters/driven/search-index/structures/snapshot-format.ts';
import type { SearchUseCases } from '../../adapters/driving/http/search-routes.ts';
import { GetPerson } from '../../application/films/get-person.ts';
import { SearchFilms } from '../../application/films/search-films.ts';
import { SimilarFilms } from '../../application/films/similar-films.ts';
import { SuggestFilms } from '../../application/films/suggest-films.ts';
import type { CurrentSearch } from '../../application/search/current-search.ts';
import { KeepSearchCurrent, type KeepSearchCurrentPorts } from '../../application/search/keep-search-current.ts';
import type { DeclaredAttributes } from '../../domain/declared-attributes.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { SearchFeed } from '../../ports/search-feed.ts';
import type { EmptySearches } from './empty-searches.ts';

export type Search = {
  readonly index: FilmSearch;
  readonly feed: SearchFeed;
  readonly current: CurrentSearch;
  /** The format of what the catalogue's pointer names: the snapshots of search in memory, or the index of an engine. */
  readonly format: string;
  readonly useCases: SearchUseCases;
  readonly declared: DeclaredAttributes;
  /** `undefined`: they are not counted. */
  readonly emptySearches: EmptySearches | undefined;
};

export type SearchPorts = Omit<KeepSearchCurrentPorts, 'search'> & {
  readonly films: Pick<FilmRepository, 'changesSince' | 'scan' | 'readSynopses'>;
  readonly emptySearches?: Search['emptySearches'];
};

/** Composes search over an index in the memory of this process. */
export function composeSearch(ports: SearchPorts, declared: DeclaredAttributes): Search {
  const index = new IndexedFilmSearch(declared);
  const current = new KeepSearchCurrent({ ...ports, search: index });
  return composeEngineSearch({ index, feed: index, current, format: snapshotFormat(declared) }, ports, declared);
}

/** Composes search in an engine. */
export function composeEngineSearch(
  { index, feed, current, format }: Pick<Search, 'index' | 'feed' | 'current' | 'format'>,
  ports: Pick<SearchPorts, 'films' | 'clock' | 'observer' | 'emptySearches'>,
  declared: DeclaredAttributes,
): Search {
  const { emptySearches } = ports;
  const useCases = {
    searchFilms: new SearchFilms({ ...ports, search: index, current, countEmptySearch: emptySearches?.count }),
    similarFilms: new SimilarFilms(index, current),
    suggestFilms: new SuggestFilms(index, current),
    getPerson: new GetPerson(index, current),
  };
  return { index, feed, current, format, useCases, declared, emptySearches };
}

/**
 * The methods with which search reads the films table.
 *
 * @param background scans the table. Its timeouts are longer, because a scan reads many pages of up to 1 MB
 */
export function readsOfSearch(films: FilmRepository, background: FilmRepository): SearchPorts['films'] {
  return {
    changesSince: films.changesSince.bind(films),
    readSynopses: films.readSynopses.bind(films),
    scan: background.scan.bind(background),
  };
}
