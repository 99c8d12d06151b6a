import { queryOptions } from '@tanstack/react-query';
import { callApi, ofShape } from '../../../lib/api-client.ts';
import { isApiError } from '../../../lib/api-error.ts';
import type { Status } from '../../../lib/api-types.gen.ts';
import { askAgainMs } from '../../../lib/query-client.ts';
import type { Session } from '../../../lib/session/session.ts';

const SHAPE = {
  versions: 'object',
  degraded: 'array',
  objectives: 'array',
  movies: 'object',
  search: 'object',
  settings: 'array',
} as const;

/** While the page is visible, it is refreshed this often. */
const REFRESH_MS = 30_000;

/** @param session absent where the status needs no token */
export function statusQuery(session: Session | undefined) {
  return queryOptions({
    queryKey: ['status', session?.expiresAtMs] as const,
    queryFn: async ({ signal }) => {
      const headers = session ? { authorization: `Bearer ${session.accessToken}` } : {};
      return ofShape<Status>((await callApi('/v1/status', { signal, headers })).body, SHAPE);
    },
    staleTime: 0,
    refetchInterval: (query) => !isRefused(query.state.error) && (askAgainMs(query) || REFRESH_MS),
  });
}

/** Whether the user has to sign in, or lacks the scope. The same request would be refused again. */
function isRefused(error: unknown): boolean {
  return isApiError(error) && [401, 403].includes(error.status);
}
