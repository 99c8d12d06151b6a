import type { MoviesState } from '../../../application/movies/movies-state.ts';
import type { Degradation } from '../../../domain/degradation.ts';
import { defineRoute, type Route } from './route.ts';
import { noQuerySchema } from './no-query-schema.ts';

export type HealthFacts = {
  /** The product's version. */
  readonly version: string;
  /** Why nobody can write, with the remedy; `undefined` if writes with a valid token are accepted. */
  readonly writesRefused: string | undefined;
};

/** What each reason means, in sentences that are safe to show to anyone. */
const DETAILS: Readonly<Record<Degradation['reason'], string>> = {
  'no-index': 'There is no film index, or the search engine does not answer. Searches answer 503.',
  'refresh-overdue': 'The latest edits could not be read. Searches answer from the films that are loaded.',
  rebuilding:
    'After an import or a loss of data, the index differs from the stored films. It is being rebuilt; until then, isPartial is true.',
  'cache-failing': 'The shared cache does not answer. Every movie request calls the provider.',
  'breaker-open': 'The movie provider failed several times in a row, so it is not called for some seconds.',
};

/** @param degradations returns what is impaired now; the status code stays 200, because the API still answers */
export function healthRoute(
  { version, writesRefused }: HealthFacts,
  moviesState: () => MoviesState,
  degradations: () => Promise<readonly Degradation[]>,
): Route {
  const writes = writesRefused === undefined ? { accepted: true } : { accepted: false, reason: writesRefused };
  return defineRoute({
    method: 'GET',
    path: '/v1/health',
    operationId: 'health',
    summary: 'Whether the API is up, and which parts are degraded',
    tag: 'System',
    query: noQuerySchema,
    answers: { 200: { description: 'The API is up.', schema: 'Health' } },
    problems: [],
    handle: async () => {
      const found = await degradations();
      const status = found.length === 0 ? 'ok' : 'degraded';
      const body = { status, version, movies: moviesState(), writes, degraded: found.map(describeDegradation) };
      return { status: 200, headers: { 'cache-control': 'no-store' }, body };
    },
  });
}

/** A degradation, as answers show it. */
export function describeDegradation({ reason, sinceMs }: Degradation) {
  const since = sinceMs === undefined ? {} : { since: new Date(sinceMs).toISOString() };
  return { reason, detail: DETAILS[reason], ...since };
}
