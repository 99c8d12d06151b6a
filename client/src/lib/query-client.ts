import { QueryClient, type Query } from '@tanstack/react-query';
import { isApiError } from './api-error.ts';

const MINUTE_MS = 60_000;

/**
 * While the API is down, the open page retries after this time. Each further failure of the same query makes the wait
 * twice as long, up to the limit. A successful answer does not shorten the wait again, so a server that often fails is
 * not asked more often.
 */
const ASK_AGAIN_MS = 10_000;
const MAX_ASK_AGAIN_MS = 2 * MINUTE_MS;

/** How long the open page waits before it retries a failed query; `false` if it should not retry by itself. */
export function askAgainMs({ state: { error, errorUpdateCount } }: Pick<Query, 'state'>): number | false {
  return (
    isApiError(error) &&
    error.isWorthRepeating &&
    Math.min(ASK_AGAIN_MS * 2 ** (errorUpdateCount - 1), MAX_ASK_AGAIN_MS)
  );
}

/**
 * Answers are kept for half an hour, so that Back shows the earlier page at once, scrolled to where the user left it.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: MINUTE_MS,
      gcTime: 30 * MINUTE_MS,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 1 && isApiError(error) && error.isWorthRepeating,
      retryDelay: 400,
      refetchInterval: askAgainMs,
    },
  },
});
