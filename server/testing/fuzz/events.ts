import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import type { HttpRequest } from './http-requests.ts';

/** A change that API Gateway, a test of the console or another caller may make to an event. */
const CHANGES: readonly ((event: APIGatewayProxyEventV2) => object)[] = [
  () => ({}),
  // API Gateway decodes the path once.
  (event) => ({ rawPath: decoded(event.rawPath) }),
  (event) => withHttp({ ...event, rawPath: decoded(event.rawPath) }, { path: decoded(event.rawPath) }),
  ({ headers }) => ({
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
  }),
  () => ({ headers: {} }),
  () => ({ queryStringParameters: { q: 'a', year: 'b' } }),
  () => ({ rawQueryString: '%' }),
  ({ body }) => ({ isBase64Encoded: true, body: Buffer.from(body ?? '', 'utf8').toString('base64') }),
  // The text is not base64.
  () => ({ isBase64Encoded: true }),
  () => ({ body: null }),
  () => ({ body: '', isBase64Encoded: true }),
  () => ({ cookies: ['a=b'], pathParameters: { proxy: '../x', id: '__proto__' }, stageVariables: { a: 'b' } }),
  (event) => withHttp(event, { method: 'get' }),
  (event) => withHttp(event, { sourceIp: '', userAgent: '\0' }),
  (event) => ({
    requestContext: {
      ...event.requestContext,
      authorizer: { jwt: { claims: { scope: 'films:write' }, scopes: null } },
    },
  }),
];

function withHttp(event: APIGatewayProxyEventV2, change: object): object {
  return { ...event, requestContext: { ...event.requestContext, http: { ...event.requestContext.http, ...change } } };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Events of API Gateway's HTTP API, payload format 2.0, for the requests. */
export function httpApiEvents(requests: fc.Arbitrary<HttpRequest>): fc.Arbitrary<APIGatewayProxyEventV2> {
  return fc
    .tuple(requests, fc.constantFrom(...CHANGES))
    .map(([{ method, target, headers, body, encoding }, change]) => {
      const isText = encoding === 'utf8';
      const event = toHttpApiEvent({
        ...{ method, target, requestId: 'fuzz', userAgent: 'fuzz' },
        headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
        ...(body !== undefined && { body: isText ? body : Buffer.from(body, 'latin1').toString('base64') }),
        isBase64Encoded: !isText,
      });
      return { ...event, ...change(event) };
    });
}
