import * as z from 'zod';
import type { Scope } from '../../../domain/scopes.ts';
import { ANSWERS } from './answer-schemas.ts';
import { accessTo } from './authorization.ts';
import { BODIES } from './film-schemas.ts';
import { BODY_LIMIT_BYTES } from './middleware/check-body.ts';
import type { Route, RouteAnswer } from './route.ts';

type Json = Record<string, unknown>;

/** Statuses of problems that every route may answer with. */
const COMMON_PROBLEMS = [400, 429, 500];
/** Further statuses of routes that need a token. */
const GUARDED_PROBLEMS = [401, 403, 503];

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'A parameter or header is invalid or unknown, or a request has a body that the operation does not take.',
  401: 'The token is missing or not accepted; WWW-Authenticate says which.',
  403: 'The token lacks the required scope, or this installation is not configured for the operation; `detail` says which.',
  404: 'There is no such film, person or movie.',
  409: 'The id is taken, or a request with the same Idempotency-Key is still running. In the second case Retry-After says when to send it again.',
  412: 'The film has changed since it was read.',
  413: `The body is larger than ${String(BODY_LIMIT_BYTES)} bytes.`,
  415: 'The media type of the body is not accepted, or the body is compressed.',
  422: 'The body breaks a rule, or the Idempotency-Key was already used with another body.',
  428: 'If-Match is missing.',
  429: 'Too many requests from one client; Retry-After says when to try again.',
  500: 'An error of the server; the log has it under the request id.',
  502: 'The movie provider sent an answer that cannot be understood; see Retry-After.',
  503: "The film store, the movie provider or the issuer cannot be reached or refuses (see Retry-After), or the movie provider's key does not work.",
  504: 'The movie provider did not answer in time; see Retry-After.',
};

/** Node's server or API Gateway gives this answer before a request reaches the API. */
const HEADERS_TOO_LARGE = response({ description: 'The request line and headers are too large.' });

const HEADERS: Readonly<Record<string, string>> = {
  ETag: 'Version of the film; for a search or a person, a checksum of the answer.',
  'Cache-Control':
    'Shared caches may keep the answer for a second. They may send it for up to a day while the API does not answer.',
  Age: 'Seconds since the provider gave the answer.',
  'Cache-Status': 'Whether the answer came from the cache, and how fresh it is (RFC 9211).',
  Location: 'Path of the new film.',
  'Retry-After': 'Seconds to wait before the next attempt.',
  'WWW-Authenticate': 'The required scope, what is wrong with the token, or both (RFC 6750).',
};

const HEADERS_OF_PROBLEM: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  403: ['WWW-Authenticate'],
  409: ['Retry-After'],
  429: ['Retry-After'],
  502: ['Retry-After'],
  503: ['Retry-After'],
  504: ['Retry-After'],
};

/**
 * The API as an OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.1), generated from the routes and their schemas. The
 * schemas of parameters are the ones that validate requests.
 *
 * @param openScopes the scopes that a request has without a token, so that a token for them is optional
 */
export function openApiDocument(version: string, routes: readonly Route[], openScopes: ReadonlySet<Scope>): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, openScopes) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Marquee',
      version,
      description: 'Film search. Errors are problem documents (RFC 9457).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the OpenID Connect issuer that /v1/config names.',
        },
      },
    },
  };
}

function operation(route: Route, openScopes: ReadonlySet<Scope>): Json {
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, response(answer)]);
  const access = accessTo(route);
  const guarded = access === 'public' ? [] : GUARDED_PROBLEMS;
  const problems = [...COMMON_PROBLEMS, ...guarded, ...route.problems].map((status) => [
    String(status),
    response({
      description: PROBLEMS[status] ?? '',
      schema: 'Problem',
      mediaType: 'application/problem+json',
      headers: HEADERS_OF_PROBLEM[status] ?? [],
    }),
  ]);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    security: access === 'public' ? [] : securityOf(access, openScopes),
    parameters: parametersOf(route),
    ...(route.body && { requestBody: requestBody(route.body) }),
    responses: { ...(Object.fromEntries([...answers, ...problems]) as Json), 431: HEADERS_TOO_LARGE },
  };
}

/** An empty requirement makes the token optional (OpenAPI 3.1.1, Security Requirement Object). */
function securityOf(scope: Scope | undefined, openScopes: ReadonlySet<Scope>): readonly Json[] {
  const isOptional = scope !== undefined && openScopes.has(scope);
  return [{ bearer: scope === undefined ? [] : [scope] }, ...(isOptional ? [{}] : [])];
}

function requestBody({ schema, mediaTypes }: NonNullable<Route['body']>): Json {
  const content = mediaTypes.map((type) => [type, { schema: reference(BODIES[schema]) }]);
  return { required: true, content: Object.fromEntries(content) as Json };
}

function parametersOf(route: Route): Json[] {
  const ofPath =
    route.params && (z.toJSONSchema(route.params, { io: 'input' }) as { properties?: Record<string, Json> });
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const { description, ...schema } = ofPath?.properties?.[name] ?? { type: 'string' };
    return { name, in: 'path', required: true, ...(description !== undefined && { description }), schema };
  });
  const query = z.toJSONSchema(route.query, { io: 'input' }) as { properties?: Json; required?: string[] };
  const inQuery = Object.entries(query.properties ?? {}).map(([name, schema]) => {
    const { description, ...rest } = schema as Json;
    const isList = rest['type'] === 'array';
    const commaSeparated = isList && 'enum' in (rest['items'] as Json);
    return {
      name,
      in: 'query',
      required: query.required?.includes(name) ?? false,
      ...(description !== undefined && { description }),
      ...(isList && { style: 'form', explode: !commaSeparated }),
      schema: rest,
    };
  });
  const inHeader = (route.headers ?? []).map(({ pattern, ...header }) => ({
    ...header,
    in: 'header',
    schema: { type: 'string', ...(pattern && { pattern: pattern.source }) },
  }));
  return [...inPath, ...inQuery, ...inHeader];
}

function response({ description, schema, mediaType = 'application/json', headers = [] }: RouteAnswer): Json {
  return {
    description,
    ...(headers.length > 0 && {
      headers: Object.fromEntries(
        headers.map((name) => [name, { description: HEADERS[name], schema: { type: 'string' } }]),
      ),
    }),
    ...((schema ?? mediaType !== 'application/json') && {
      content: { [mediaType]: { schema: schema ? reference(ANSWERS[schema]) : { type: 'string' } } },
    }),
  };
}

/** A schema with an id is written once, under components, and referenced elsewhere. */
function reference(schema: z.ZodType | undefined): Json {
  const id = schema && z.globalRegistry.get(schema)?.id;
  return id === undefined ? {} : { $ref: `#/components/schemas/${id}` };
}

function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _dialect, $id: _id, ...rest } = schema as Json;
      return [id, rest];
    }),
  );
}
