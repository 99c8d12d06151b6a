import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { Health } from '../../../lib/api-types.gen.ts';

/** Asks the server whether the provider is responding, so that the page can say so before the first search. */
export function healthQuery() {
  return queryOptions({
    queryKey: ['health'] as const,
    queryFn: ({ signal }) => getJson<Health>('/v1/health', { movies: 'string' }, { signal }),
  });
}
