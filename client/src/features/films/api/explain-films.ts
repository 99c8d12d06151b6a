import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { SearchResult } from '../../../lib/api-types.gen.ts';
import { apiQueryOf, type SearchState } from '../search-state.ts';
import { PAGE_SIZE } from './search-films.ts';

const SHAPE = { items: 'array', explanations: 'array' } as const;

/** The first page of a search, with the reason why each film is at its place. */
export function explanationsQuery(state: SearchState) {
  return queryOptions({
    queryKey: ['films', 'explain', state] as const,
    queryFn: ({ signal }) =>
      getJson<SearchResult>('/v1/films', SHAPE, {
        query: { ...apiQueryOf(state), limit: PAGE_SIZE, explain: 'true' },
        signal,
      }),
    // Otherwise a screen reader would hear again with each letter that the reasons are loading.
    placeholderData: keepPreviousData,
  });
}
