import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { within } from '../../../resilience/deadline.ts';
import { upstreamTimeout, writeOutcomeUnknown } from '../../../domain/errors.ts';
import type { Scope } from '../../../domain/scopes.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Observer } from '../../../ports/observer.ts';
import type { TokenVerifier } from '../../../ports/token-verifier.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { authorize } from './authorization.ts';
import { compress } from './compress.ts';
import { checkBody, refuseBody } from './middleware/check-body.ts';
import { HttpProblem, problemOf } from './problem.ts';
import { checkParameters, parseQuery } from './query-string.ts';
import { REQUEST_LIMIT_MS } from './request-limit.ts';
import type { Route } from './route.ts';
import { shareAnswer } from './shared-answer.ts';
import { API_SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from './security-headers.ts';

/** The one handler of the API. Every runtime calls it with an event of API Gateway's HTTP API, payload format 2.0. */
export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

type Result = APIGatewayProxyStructuredResultV2;

/** @param openScopes see {@link authorize} */
export function createApiHandler(
  routes: readonly Route[],
  verifier: TokenVerifier,
  observer: Observer,
  clock: Clock,
  openScopes?: ReadonlySet<Scope>,
): ApiHandler {
  const router = httpRouter<APIGatewayProxyEventV2, Result>({
    routes: routes.map((route) => ({
      method: route.method,
      path: routerPath(route),
      handler: routeHandler(route, verifier, openScopes),
    })),
    notFoundResponse: ({ method, path }) => {
      throw noSuchRoute(routes, method, path);
    },
  });
  const methodsOfFixedPaths = new Map<string, Set<string>>();
  for (const { method, path } of routes.filter(hasFixedPath))
    methodsOfFixedPaths.set(path, (methodsOfFixedPaths.get(path) ?? new Set()).add(method));
  const handler = middy<RoutedEvent, Result>({ timeoutEarlyInMillis: 0 })
    .before(({ event }) => {
      const { http } = event.requestContext;
      event.headers = lowerCaseNames(event.headers);
      // RFC 9110, section 9.3.2: HEAD is GET without the content.
      if (http.method === 'HEAD') http.method = 'GET';
      // One slash at the end makes no difference. The router ignores it too, but the check below would not.
      http.path = http.path.replace(/(?<=[^/])\/$/, '');
      // Without this check, GET /v1/movies/cache would be a request for a movie.
      if (methodsOfFixedPaths.get(http.path)?.has(http.method) === false)
        throw noSuchRoute(routes, http.method, http.path);
    })
    .onError((request) => {
      const { event, error } = request;
      const { requestId } = event.requestContext;
      const problem = problemOf(error, requestId);
      if (problem.status >= 500) {
        observer.observe({ type: 'request-failed', requestId, route: event.route ?? NO_ROUTE, error });
      }
      request.response = toResult(problem);
    })
    .handler((event, context, options) => {
      const errorOf = event.requestContext.http.method === 'GET' ? upstreamTimeout : writeOutcomeUnknown;
      return within(clock, REQUEST_LIMIT_MS, router(event, context, options) as Promise<Result>, errorOf);
    });
  return async (event: RoutedEvent, context) => {
    const startedMs = clock.monotonicMs();
    const isHead = event.requestContext.http.method === 'HEAD';
    const result = await compress(await handler(event, context), event.headers);
    observer.observe({
      type: 'request-answered',
      requestId: event.requestContext.requestId,
      route: event.route ?? NO_ROUTE,
      status: result.statusCode ?? 200,
      tookMs: clock.monotonicMs() - startedMs,
    });
    // API Gateway and proxies set x-forwarded-proto. Browsers ignore the header over plain HTTP (RFC 6797, section
    // 8.1).
    if (event.headers['x-forwarded-proto'] === 'https')
      Object.assign((result.headers ??= {}), STRICT_TRANSPORT_SECURITY);
    const { body: _content, ...head } = result;
    return isHead ? head : result;
  };
}

function routeHandler(route: Route, verifier: TokenVerifier, openScopes?: ReadonlySet<Scope>) {
  const handler = async (event: AuthorizedEvent): Promise<Result> => {
    const result = toResult(await route.handle(toRequest(route, event)));
    return route.isShared === true ? shareAnswer(result, event.headers) : result;
  };
  const guarded = middy<AuthorizedEvent, Result>().before(async ({ event }) => {
    event.route = `${route.method} ${route.path}`;
    event.subject = await authorize(route, event.headers['authorization'], verifier, openScopes);
  });
  if (!route.body) return guarded.use(refuseBody()).handler(handler);
  // `checkBody` checks the media type. The parser would refuse spaces that RFC 9110 allows before a semicolon.
  const parser = httpJsonBodyParser({ disableContentTypeCheck: true });
  return guarded.use(checkBody(route.body.mediaTypes)).use(parser).handler(handler);
}

/** An event with the template of its route, such as `GET /v1/films/{id}`. Logs and metrics name the template only. */
type RoutedEvent = APIGatewayProxyEventV2 & { route?: string };

/** The route of requests that no route matches. Their paths could be anything. */
const NO_ROUTE = '(no route)';

/** An event with the subject of its token. */
type AuthorizedEvent = RoutedEvent & { subject?: string | undefined };

function toRequest(route: Route, event: AuthorizedEvent): ApiRequest {
  return {
    params: paramsOf(route, event.pathParameters),
    query: parseQuery(route.query, event.rawQueryString, route.unknownParameter),
    header: (name) => event.headers[name],
    subject: event.subject,
    body: event.body,
  };
}

export function toResult({ status, headers = {}, body }: ApiResponse): Result {
  const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {};
  return {
    statusCode: status,
    headers: { ...API_SECURITY_HEADERS, ...type, ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

/** The last parameter of a path, such as `name` of `/v1/people/{name}`. */
const LAST_PARAMETER = /\{(\w+)\}$/;

/** If the last parameter takes the rest of the path, the router wants it to be named `proxy`. */
function routerPath({ path, takesRest = false }: Route): string {
  return takesRest ? path.replace(LAST_PARAMETER, '{proxy+}') : path;
}

function paramsOf(route: Route, inPath: Record<string, string | undefined> = {}): Record<string, string> {
  const { proxy, ...named } = inPath;
  const [, last = ''] = LAST_PARAMETER.exec(route.path) ?? [];
  const params = decodeEach(route.takesRest === true ? { ...named, [last]: proxy } : named);
  if (route.params) checkParameters(route.params, params);
  return params;
}

/**
 * API Gateway decodes the path before it calls the function, and Express does not. A text that cannot be decoded has
 * been decoded already: `100%`, which was `100%25`.
 */
function decodeEach(params: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value = '']) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}

function lowerCaseNames(headers: APIGatewayProxyEventV2['headers'] | undefined): APIGatewayProxyEventV2['headers'] {
  const names = Object.keys(headers ?? {});
  if (headers && names.every((name) => name === name.toLowerCase())) return headers;
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), headers?.[name]]));
}

function noSuchRoute(routes: readonly Route[], method: string, path: string): HttpProblem {
  const allowed = routesAt(routes, path).map((route) => route.method);
  if (allowed.length === 0)
    return new HttpProblem(404, 'no-such-route', 'There is nothing at this path. See /v1/docs.');
  const allow = (allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed).join(', ');
  return new HttpProblem(405, 'method-not-allowed', `This path does not support ${method}, only ${allow}.`, {
    headers: { allow },
  });
}

/** A fixed path such as `/v1/movies/cache` hides routes such as `/v1/movies/{id}`, which would match it too. */
function routesAt(routes: readonly Route[], path: string): readonly Route[] {
  const matching = routes.filter((route) => pathPattern(route).test(path));
  const fixed = matching.filter(hasFixedPath);
  return fixed.length > 0 ? fixed : matching;
}

function hasFixedPath({ path }: Route): boolean {
  return !path.includes('{');
}

function pathPattern(route: Route): RegExp {
  const pattern = routerPath(route)
    .replaceAll('.', '\\.')
    .replace('{proxy+}', '.*')
    .replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}/?$`);
}
