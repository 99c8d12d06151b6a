import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { Person } from '../../../lib/api-types.gen.ts';
import { PAGE_SIZE } from './search-films.ts';

const SHAPE = { name: 'string', total: 'number', roles: 'object' } as const;

/** A person with the newest films of each role. */
export function personQuery(name: string) {
  return queryOptions({
    queryKey: ['films', 'person', name] as const,
    queryFn: ({ signal }) =>
      getJson<Person>(`/v1/people/${encodeURIComponent(name.toWellFormed())}`, SHAPE, {
        query: { limit: PAGE_SIZE },
        signal,
      }),
  });
}
