import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { FilmSummary, SearchResult } from '../../../lib/api-types.gen.ts';
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
  });
}

/** If a decade has more films than this, the films are drawn from only one of its years. */
const MANY = 300;

/**
 * A dozen random films from a decade before 1990. Each visit gets different films. Within a visit the films stay the
 * same until the user asks for new ones, so that Back shows the same films again.
 *
 * @param decades of the whole catalogue
 */
export function classicsQuery(decades: readonly FacetCount[]) {
  return queryOptions({
    queryKey: ['films', 'classics'] as const,
    queryFn: async ({ signal }): Promise<readonly FilmSummary[]> => {
      const old = decades.filter(({ value, count }) => Number(value) < 1990 && count >= 6);
      const { value, count } = old[Math.floor(Math.random() * old.length)] ?? { value: '1870', count: 0 };
      const first = Number(value) + (count > MANY ? Math.floor(Math.random() * 10) : 0);
      const last = count > MANY ? first : count > 0 ? first + 9 : 2100;
      const { items } = await getJson<SearchResult>('/v1/films', SHAPE, {
        query: { yearFrom: first, yearTo: last, limit: 100 },
        signal,
      });
      return shuffle(items).slice(0, 12);
    },
    enabled: decades.length > 0,
    staleTime: Infinity,
  });
}

function shuffle<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
