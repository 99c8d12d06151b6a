import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { Health } from '../../../lib/api-types.gen.ts';

/** Tells whether TMDB search has a key, before anyone tries to search without one. */
export function healthQuery() {
  return queryOptions({
    queryKey: ['health'] as const,
    queryFn: ({ signal }) => getJson<Health>('/v1/health', { movies: 'string' }, { signal }),
  });
}
