import type { Degradation } from '../../../domain/degradation.ts';
import type { MovieProvider } from '../../../ports/movie-provider.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';
import { healthRoute, type HealthFacts, type MoviesState } from './health-route.ts';
import { defineRoute, type Route } from './route.ts';
import { noQuerySchema } from './no-query-schema.ts';

/** What the API tells of itself. */
export type SystemFacts = HealthFacts & {
  /** How the page signs people in; `undefined` where it cannot. */
  readonly signIn: SignIn | undefined;
};

/** Where the page signs people in, and what it asks for there. */
export type SignIn = {
  readonly issuer: string;
  readonly clientId: string;
  readonly audience: string;
  /** With spaces between. */
  readonly scope: string;
};

const NO_STORE = { 'cache-control': 'no-store' };

export function systemRoutes(
  facts: SystemFacts,
  documented: readonly Route[],
  movies: Pick<MovieProvider, 'refusal'>,
  degradations: () => Promise<readonly Degradation[]>,
): Route[] {
  const { version, signIn } = facts;
  const routes: Route[] = [
    healthRoute(facts, () => stateOf(movies), degradations),
    defineRoute({
      method: 'GET',
      path: '/v1/config',
      operationId: 'config',
      summary: 'What the page needs to know',
      tag: 'System',
      query: noQuerySchema,
      answers: { 200: { description: 'The settings that anyone may see.', schema: 'Config' } },
      problems: [],
      handle: () => Promise.resolve({ status: 200, headers: NO_STORE, body: { oidc: signIn ?? null } }),
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

function stateOf(movies: Pick<MovieProvider, 'refusal'>): MoviesState {
  const refusal = movies.refusal();
  if (!refusal) return 'ready';
  return refusal.kind === 'not-configured' ? 'not-configured' : 'breaker-open';
}
