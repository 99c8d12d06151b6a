import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { Suggestions } from '../../../lib/api-types.gen.ts';

export type Suggestion = Suggestions['items'][number];

export function suggestionsQuery(q: string) {
  return queryOptions({
    queryKey: ['films', 'suggestions', q] as const,
    queryFn: ({ signal }) =>
      getJson<Suggestions>('/v1/suggestions', { items: 'array' }, { query: { q, limit: 7 }, signal }),
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });
}
