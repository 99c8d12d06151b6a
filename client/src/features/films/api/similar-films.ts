import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { SimilarFilms } from '../../../lib/api-types.gen.ts';

export function similarFilmsQuery(id: string) {
  return queryOptions({
    queryKey: ['films', 'similar', id] as const,
    queryFn: ({ signal }) =>
      getJson<SimilarFilms>(
        `/v1/films/${encodeURIComponent(id)}/similar`,
        { items: 'array' },
        { query: { limit: 12 }, signal },
      ),
  });
}
