import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { SearchResult, Suggestions } from '../../../lib/api-types.gen.ts';
import { queryClient } from '../../../lib/query-client.ts';

const TEN_MINUTES_MS = 600_000;

/** Saving a film waits no longer than this for the genres of the catalogue. */
const GENRES_LIMIT_MS = 3_000;

/** The genres of the catalogue, the most frequent first. */
export function knownGenresQuery() {
  return queryOptions({
    queryKey: ['known', 'genres'] as const,
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const query = { limit: 1, facets: 'genre' };
      const { facets } = await getJson<SearchResult>('/v1/films', { facets: 'object' }, { query, signal });
      return (facets.genre ?? []).map(({ value }) => value);
    },
    staleTime: TEN_MINUTES_MS,
  });
}

/** The genres of the catalogue; none if the API does not answer soon, because a film can be saved without them. */
export function knownGenres(): Promise<readonly string[]> {
  const none = new Promise<readonly string[]>((resolve) => setTimeout(resolve, GENRES_LIMIT_MS, []));
  // Offline, a query would otherwise wait until there is a connection.
  const asked = queryClient.query({ ...knownGenresQuery(), networkMode: 'always' }).catch(() => []);
  return Promise.race([asked, none]);
}

/** People of the catalogue whose names match the beginning of a name. @param q this beginning */
export function knownPeopleQuery(q: string) {
  return queryOptions({
    queryKey: ['known', 'people', q] as const,
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const query = { q, limit: 20 };
      const { items } = await getJson<Suggestions>('/v1/suggestions', { items: 'array' }, { query, signal });
      return items.filter(({ kind }) => kind === 'person').map(({ text }) => text);
    },
    staleTime: TEN_MINUTES_MS,
  });
}
