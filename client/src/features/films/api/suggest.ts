import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { Suggestions } from '../../../lib/api-types.gen.ts';

export type Suggestion = Suggestions['items'][number];

/**
 * The answer includes its query. While the next answer is loading, the last answer may be shown only if the typed text
 * starts with the query of that answer.
 */
export function suggestionsQuery(q: string) {
  return queryOptions({
    queryKey: ['films', 'suggestions', q] as const,
    queryFn: async ({ signal }) => {
      const query = { q, limit: 7 };
      const { items } = await getJson<Suggestions>('/v1/suggestions', { items: 'array' }, { query, signal });
      return { q, items };
    },
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });
}
