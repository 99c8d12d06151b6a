import type { MovieProvider } from '../../../ports/movie-provider.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';
import { defineRoute, type Route } from './route.ts';
import { healthSchema, noQuerySchema } from './schemas.ts';

/**
 * @param version the product's version, for health and the OpenAPI document
 * @param movies asked for its state by health; a broken provider does not make the API unhealthy
 */
export function systemRoutes(
  version: string,
  documented: readonly Route[],
  movies: Pick<MovieProvider, 'refusal'>,
): Route[] {
  const routes: Route[] = [
    defineRoute({
      method: 'GET',
      path: '/v1/health',
      operationId: 'health',
      summary: 'Whether the API is up',
      tag: 'System',
      query: noQuerySchema,
      answers: { 200: { description: 'It is.', schema: healthSchema } },
      problems: [],
      handle: () =>
        Promise.resolve({
          status: 200,
          headers: { 'cache-control': 'no-store' },
          body: { status: 'ok', version, movies: stateOf(movies) },
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/openapi.json',
      operationId: 'openapi',
      summary: 'This API as an OpenAPI 3.1 document',
      tag: 'System',
      query: noQuerySchema,
      answers: { 200: { description: 'The document.' } },
      problems: [],
      handle: () => Promise.resolve({ status: 200, body: openApiDocument(version, [...documented, ...routes]) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/docs',
      operationId: 'docs',
      summary: 'This API to browse and try',
      tag: 'System',
      query: noQuerySchema,
      answers: { 200: { description: 'A page.', mediaType: 'text/html' } },
      problems: [],
      handle: () => Promise.resolve(docsPage()),
    }),
  ];
  return routes;
}

function stateOf(movies: Pick<MovieProvider, 'refusal'>): 'ready' | 'not-configured' | 'breaker-open' {
  const refusal = movies.refusal();
  if (!refusal) return 'ready';
  return refusal.kind === 'not-configured' ? 'not-configured' : 'breaker-open';
}
