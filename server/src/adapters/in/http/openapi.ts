import * as z from 'zod';
import { BODY_LIMIT_BYTES } from './middleware/check-body.ts';
import type { Route, RouteAnswer } from './route.ts';
import { problemSchema } from './schemas.ts';

type Json = Record<string, unknown>;

/** Every route may answer these. */
const COMMON_PROBLEMS = [400, 500];

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'A parameter or header cannot be understood.',
  404: 'There is no such film or movie.',
  409: 'The id is taken.',
  412: 'The film has changed since it was read.',
  413: `The body is larger than ${String(BODY_LIMIT_BYTES)} bytes.`,
  415: 'The body has a media type that is not accepted.',
  422: 'The body breaks a rule.',
  428: 'If-Match is missing.',
  500: 'A fault here; the log has it under the request id.',
  502: 'The movie provider answers with what cannot be understood; see Retry-After.',
  503: 'The film store, or the movie provider, does not answer (see Retry-After), or is not configured.',
  504: 'The movie provider takes too long; see Retry-After.',
};

const HEADERS: Readonly<Record<string, string>> = {
  ETag: 'Version of the film.',
  Age: 'Seconds since the provider gave the answer.',
  'Cache-Status': 'How the cache came to the answer (RFC 9211).',
  Location: 'Path of the new film.',
};

/** The API as an OpenAPI 3.1 document, made of the very schemas that validate (spec.openapis.org/oas/v3.1.1). */
export function openApiDocument(version: string, routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Marquee',
      version,
      description: 'Film search. Errors are problems as RFC 9457 defines them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: componentSchemas() },
  };
}

function operation(route: Route): Json {
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, response(answer)]);
  const problems = [...COMMON_PROBLEMS, ...route.problems].map((status) => [
    String(status),
    response({ description: PROBLEMS[status] ?? '', schema: problemSchema, mediaType: 'application/problem+json' }),
  ]);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    parameters: parametersOf(route),
    ...(route.body && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          route.body.mediaTypes.map((type) => [type, { schema: reference(route.body?.schema) }]),
        ),
      },
    }),
    responses: Object.fromEntries([...answers, ...problems]) as Json,
  };
}

function parametersOf(route: Route): Json[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
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
  const inHeader = (route.headers ?? []).map((header) => ({ ...header, in: 'header', schema: { type: 'string' } }));
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
      content: { [mediaType]: { schema: schema ? reference(schema) : { type: 'string' } } },
    }),
  };
}

/** Schemas with an id live once, under components. */
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
