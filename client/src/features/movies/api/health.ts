import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { Health } from '../../../lib/api-types.gen.ts';

/** Asks the server whether movie search has a key, so that nobody has to try a search to find out. */
export function healthQuery() {
  return queryOptions({
    queryKey: ['health'] as const,
    queryFn: ({ signal }) => getJson<Health>('/v1/health', { movies: 'string' }, { signal }),
  });
}
