import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { Health } from '../../../lib/api-types.gen.ts';

/** Whether live search has a key, known before anybody searches in vain. */
export function healthQuery() {
  return queryOptions({
    queryKey: ['health'] as const,
    queryFn: ({ signal }) => getJson<Health>('/v1/health', { movies: 'string' }, { signal }),
  });
}
