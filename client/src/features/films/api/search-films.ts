import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { SearchResult } from '../../../lib/api-types.gen.ts';
import { apiQueryOf, FACET_FILTERS, NAME_FILTERS, type SearchState } from '../search-state.ts';

/**
 * The number of films on a page. It is divisible by 2, 3, 4 and 6, so that at nearly every width the last row is full.
 */
export const PAGE_SIZE = 36;

const SHAPE = { items: 'array', highlights: 'array', total: 'number', tookMs: 'number', facets: 'object' } as const;

const FACETS = ['decade', ...FACET_FILTERS.map((filter) => NAME_FILTERS[filter].parameter)].join();

/**
 * A page of results, the search that it answers, and how long the browser waited for it. The search is part of it,
 * because the screen still shows the previous results while the next ones are loading.
 */
export type FilmsPage = SearchResult & { readonly search: SearchState; readonly waitedMs: number };

/**
 * Requests a page of films. Facets are requested only with the first page, because they count all matches and are the
 * same on every page.
 */
async function fetchFilms(state: SearchState, cursor: string | undefined, signal: AbortSignal): Promise<FilmsPage> {
  const startMs = performance.now();
  const result = await getJson<SearchResult>('/v1/films', SHAPE, {
    query: {
      ...apiQueryOf(state),
      limit: PAGE_SIZE,
      cursor,
      facets: cursor === undefined ? FACETS : '',
    },
    signal,
  });
  return { ...result, search: state, waitedMs: performance.now() - startMs };
}

/** Keeps the last answer on the screen while the next one is loading. */
export function filmsQuery(state: SearchState) {
  return infiniteQueryOptions({
    queryKey: ['films', 'search', state] as const,
    queryFn: ({ pageParam, signal }) => fetchFilms(state, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
