import { MarqueeError } from '../../../domain/errors.ts';
import type { Scope } from '../../../domain/scopes.ts';
import type { TokenVerifier } from '../../../ports/token-verifier.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';

/**
 * The access rule of each route. No other place says who may use which route. Requests to a route that is missing here
 * are always refused.
 */
export const ACCESS: Readonly<Record<string, 'public' | Scope>> = {
  'GET /v1/films': 'public',
  'POST /v1/films': 'films:write',
  'GET /v1/films/{id}': 'public',
  'PUT /v1/films/{id}': 'films:write',
  'PATCH /v1/films/{id}': 'films:write',
  'DELETE /v1/films/{id}': 'films:write',
  'GET /v1/films/{id}/similar': 'public',
  'GET /v1/films/{id}/movie': 'public',
  'GET /v1/suggestions': 'public',
  'GET /v1/people/{name}': 'public',
  'GET /v1/movies': 'public',
  'GET /v1/movies/{id}': 'public',
  'DELETE /v1/movies/cache': 'cache:purge',
  'GET /v1/status': 'operations:read',
  'GET /v1/health': 'public',
  'GET /v1/config': 'public',
  'GET /v1/openapi.json': 'public',
  'GET /v1/docs': 'public',
};

type RouteName = Pick<Route, 'method' | 'path'>;

/** @returns `undefined` for a route that is missing in the table; nobody may use it */
export function accessTo({ method, path }: RouteName): 'public' | Scope | undefined {
  const name = `${method} ${path}`;
  return Object.hasOwn(ACCESS, name) ? ACCESS[name] : undefined;
}

/**
 * Checks whether a request may use a route. It runs before the body is parsed.
 * @param authorization the header `Authorization`
 * @param openScopes scopes that a request has without a token. `npm start` opens `operations:read` while it serves
 * only the machine on which it runs. Default: none
 * @returns the subject of the token; `undefined` on a public route, and if the token has none
 * @throws HttpProblem 401 without a token, 403 without the scope; the errors of {@link TokenVerifier.verify}
 */
export async function authorize(
  route: RouteName,
  authorization: string | undefined,
  verifier: TokenVerifier,
  openScopes: ReadonlySet<Scope> = new Set(),
): Promise<string | undefined> {
  const access = accessTo(route);
  if (access === 'public' || (access !== undefined && openScopes.has(access))) return undefined;
  if (access === undefined) {
    throw new HttpProblem(403, 'no-access-rule', 'No rule says who may use this route, so nobody may.');
  }
  if (verifier.refusal !== undefined) {
    const code = access === 'operations:read' ? 'status-refused' : 'writes-refused';
    throw new MarqueeError('not-configured', code, verifier.refusal);
  }
  const { subject, scopes } = await verifier.verify(bearerToken(authorization, access));
  if (!scopes.has(access)) throw insufficientScope(access);
  return subject;
}

/**
 * The text after `Bearer`. The verifier checks whether it is a token. A header with a scheme other than `Bearer` counts
 * as a header without a token.
 */
function bearerToken(authorization: string | undefined, scope: Scope): string {
  const [, token] = /^bearer (.*)$/i.exec(authorization ?? '') ?? [];
  if (token !== undefined) return token.trimStart();
  throw new HttpProblem(401, 'token-required', `This request needs a bearer token with the scope ${scope}.`, {
    // RFC 6750, section 3.1: no error code if no token was sent.
    headers: { 'www-authenticate': `Bearer realm="marquee", scope="${scope}"` },
    faults: [{ header: 'Authorization', detail: 'must carry a bearer token' }],
  });
}

function insufficientScope(scope: Scope): HttpProblem {
  return new HttpProblem(403, 'insufficient-scope', `The token lacks the scope ${scope}, which this request needs.`, {
    headers: { 'www-authenticate': `Bearer realm="marquee", error="insufficient_scope", scope="${scope}"` },
  });
}
