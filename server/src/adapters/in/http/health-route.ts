import { defineRoute, type Route } from './route.ts';
import { noQuerySchema } from './no-query-schema.ts';

export type HealthFacts = {
  /** The product's version. */
  readonly version: string;
  /** Why nobody can write, with the remedy; `undefined` where a good token will do. */
  readonly writesRefused: string | undefined;
};

export type MoviesState = 'ready' | 'not-configured' | 'breaker-open';

/** @param moviesState now; a broken provider does not make the API unhealthy */
export function healthRoute({ version, writesRefused }: HealthFacts, moviesState: () => MoviesState): Route {
  const writes = writesRefused === undefined ? { accepted: true } : { accepted: false, reason: writesRefused };
  return defineRoute({
    method: 'GET',
    path: '/v1/health',
    operationId: 'health',
    summary: 'Whether the API is up',
    tag: 'System',
    query: noQuerySchema,
    answers: { 200: { description: 'It is.', schema: 'Health' } },
    problems: [],
    handle: () =>
      Promise.resolve({
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: { status: 'ok', version, movies: moviesState(), writes },
      }),
  });
}
