import type { Degradation } from '../../../domain/degradation.ts';
import type { Scope } from '../../../domain/scopes.ts';
import type { MovieProvider } from '../../../ports/movie-provider.ts';
import { moviesState } from '../../../application/movies/movies-state.ts';
import type { ReadStatus } from '../../../application/operations/read-status.ts';
import { healthRoute, type HealthFacts } from './health-route.ts';
import { defineRoute, type Route } from './route.ts';
import { noQuerySchema } from './no-query-schema.ts';
import { statusRoute } from './status-route.ts';

/** Facts about this installation that the API publishes. */
export type SystemFacts = HealthFacts & {
  /** How users of the page sign in; `undefined` if nobody can. */
  readonly signIn: SignIn | undefined;
  /** The scopes that a request has without a token. */
  readonly openScopes: ReadonlySet<Scope>;
};

/** The issuer at which users of the page sign in, and what the page requests there. */
export type SignIn = {
  readonly issuer: string;
  readonly clientId: string;
  readonly audience: string;
  /** Scopes, separated by spaces. */
  readonly scope: string;
};

const NO_STORE = { 'cache-control': 'no-store' };

export function systemRoutes(
  facts: SystemFacts,
  documented: readonly Route[],
  movies: Pick<MovieProvider, 'refusal' | 'hasKey' | 'isConfigured' | 'attribution'>,
  degradations: () => Promise<readonly Degradation[]>,
  readStatus: Pick<ReadStatus, 'execute'>,
): Route[] {
  const { version, signIn, openScopes } = facts;
  // Building it takes 11 ms, so it is built once.
  let document: object | undefined;
  const routes: Route[] = [
    healthRoute(facts, () => moviesState(movies), degradations),
    statusRoute(readStatus),
    defineRoute({
      method: 'GET',
      path: '/v1/config',
      operationId: 'config',
      summary: 'What the page needs to know',
      tag: 'System',
      query: noQuerySchema,
      answers: { 200: { description: 'The public settings.', schema: 'Config' } },
      problems: [],
      async handle() {
        const isConfigured = await movies.isConfigured();
        const isStatusOpen = openScopes.has('operations:read');
        const body = { oidc: signIn ?? null, movies: { ...movies.attribution, isConfigured }, isStatusOpen };
        return { status: 200, headers: NO_STORE, body };
      },
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
      async handle() {
        // Loaded only here, because building the schemas of bodies and answers would make a cold start slower.
        const { openApiDocument } = await import('./openapi.ts');
        document ??= openApiDocument(version, [...documented, ...routes], openScopes);
        return { status: 200, body: document };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/docs',
      operationId: 'docs',
      summary: 'A page to browse and try this API',
      tag: 'System',
      query: noQuerySchema,
      answers: { 200: { description: 'The page.', mediaType: 'text/html' } },
      problems: [],
      handle: async () => (await import('./docs-page.ts')).docsPage(),
    }),
  ];
  return routes;
}
