import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { ACCESS } from '../../src/adapters/driving/http/authorization.ts';
import { calledFunction, type Callee } from './deployed-function.ts';
import type { TerraformValues } from './terraform-values.ts';

type Result = APIGatewayProxyStructuredResultV2;

type DeclaredRoute = {
  readonly key: string;
  readonly pattern: RegExp | undefined;
  readonly target: Callee;
  readonly authorizer: Record<string, unknown> | undefined;
};

/** API Gateway's HTTP API with the routes, integrations and authorizers that a stack declares. */
export function createGateway(
  stack: TerraformValues,
  functions: readonly Callee[],
): (event: APIGatewayProxyEventV2) => Promise<Result> {
  const routes = declaredRoutes(stack, functions);
  return async (encoded) => {
    const event = decodePath(encoded);
    const { method, path } = event.requestContext.http;
    const route = routes.find(({ pattern }) => pattern?.test(`${method} ${path}`));
    if (!route && isRouteOfServer(method, path)) return message(500, `No route is declared for ${method} ${path}`);
    const { key, target, authorizer } = route ?? defaultRoute(routes);
    if (authorizer && !(await isValidToken(event, authorizer))) {
      return message(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    }
    try {
      const context = { ...event.requestContext, routeKey: key };
      return (await target.process.invoke({ ...event, routeKey: key, requestContext: context })) as Result;
    } catch (error) {
      return message(500, `Internal Server Error (${String(error)})`);
    }
  };
}

/** API Gateway decodes the path of an event, but not its query string. */
function decodePath(event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 {
  const { http } = event.requestContext;
  const path = decoded(http.path);
  return { ...event, rawPath: path, requestContext: { ...event.requestContext, http: { ...http, path } } };
}

/** Whether API Gateway refuses a path that it cannot decode is not known. Here the function gets such a path as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * A route's integration names the function that answers it. The integration may call the function only with a
 * permission.
 */
function declaredRoutes(stack: TerraformValues, functions: readonly Callee[]): DeclaredRoute[] {
  const integrations = stack.all('aws_apigatewayv2_integration');
  const authorizers = stack.all('aws_apigatewayv2_authorizer');
  return Object.values(stack.all('aws_apigatewayv2_route')).map((route) => {
    const key = String(route['route_key']);
    const integration = integrations[String(route['target']).replace('integrations/', '')];
    const target = calledFunction(functions, stack, integration?.['integration_uri'], 'apigateway.amazonaws.com');
    return {
      key,
      pattern: key === '$default' ? undefined : patternOf(key),
      target,
      authorizer: route['authorization_type'] === 'JWT' ? authorizers[String(route['authorizer_id'])] : undefined,
    };
  });
}

function defaultRoute(routes: readonly DeclaredRoute[]): DeclaredRoute {
  const route = routes.find(({ key }) => key === '$default');
  if (!route) throw new Error('No route $default is declared');
  return route;
}

/**
 * Whether the server has this route. If the stack forgets to declare such a route, $default still answers it, but
 * without the route's own throttle, log name and authorizer.
 */
function isRouteOfServer(method: string, path: string): boolean {
  return Object.keys(ACCESS).some((key) => patternOf(key).test(`${method} ${path}`));
}

function patternOf(routeKey: string): RegExp {
  return new RegExp(`^${routeKey.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

/**
 * Checks a token as API Gateway does: signature, issuer, audience or client, and time. If the issuer does not answer,
 * this throws, because then the test environment is at fault.
 */
async function isValidToken(event: APIGatewayProxyEventV2, authorizer: Record<string, unknown>): Promise<boolean> {
  const { issuer, audience } = authorizer['jwt_configuration'] as { issuer: string; audience: string[] };
  const token = /^bearer (.+)$/i.exec(event.headers['authorization'] ?? '')?.[1] ?? '';
  const discovery = (await getJson(`${issuer}/.well-known/openid-configuration`)) as { jwks_uri: string };
  const keys = createLocalJWKSet((await getJson(discovery.jwks_uri)) as JSONWebKeySet);
  try {
    const { payload } = await jwtVerify(token, keys, { issuer });
    const audiences = [payload.aud ?? payload['client_id']].flat();
    return audiences.some((one) => audience.includes(String(one)));
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

async function getJson(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

function message(statusCode: number, text: string, headers: Record<string, string> = {}): Result {
  const body = JSON.stringify({ message: text });
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, body };
}
