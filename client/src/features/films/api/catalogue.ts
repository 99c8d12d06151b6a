import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { SearchResult } from '../../../lib/api-types.gen.ts';
import { apiQueryOf, type SearchState } from '../search-state.ts';

export type FacetCount = { readonly value: string; readonly count: number };

const SHAPE = { items: 'array', total: 'number', facets: 'object' } as const;
const MINUTE_MS = 60_000;

/**
 * Describes the whole catalogue: how many films it has, and its decades and genres. The answer's only item is the
 * newest film.
 */
export function catalogueQuery() {
  return queryOptions({
    queryKey: ['films', 'catalogue'] as const,
    queryFn: ({ signal }) =>
      getJson<SearchResult>('/v1/films', SHAPE, {
        query: { sort: '-year', limit: 1, facets: 'genre,decade' },
        signal,
      }),
    staleTime: 10 * MINUTE_MS,
  });
}

/**
 * The number of films per decade, with all filters except the years. If the years were included, the chart would show
 * only the chosen range.
 */
export function decadesQuery(state: SearchState) {
  const query = apiQueryOf({ ...state, yearFrom: undefined, yearTo: undefined });
  return queryOptions({
    queryKey: ['films', 'decades', query] as const,
    queryFn: ({ signal }) =>
      getJson<SearchResult>('/v1/films', SHAPE, {
        query: { ...query, limit: 1, facets: 'decade' },
        signal,
      }),
  });
}

/** The number of films per genre, with all filters except "any of these genres". */
export function otherGenresQuery(state: SearchState) {
  const query = apiQueryOf({ ...state, anyGenres: [] });
  return queryOptions({
    queryKey: ['films', 'genres', query] as const,
    queryFn: ({ signal }) =>
      getJson<SearchResult>('/v1/films', SHAPE, { query: { ...query, limit: 1, facets: 'genre' }, signal }),
    placeholderData: keepPreviousData,
  });
}
