import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { ACCESS, accessTo } from '../../src/adapters/driving/http/authorization.ts';
import { createApiHandler } from '../../src/adapters/driving/http/handler.ts';
import { defineRoute, type Route } from '../../src/adapters/driving/http/route.ts';
import { noQuerySchema } from '../../src/adapters/driving/http/no-query-schema.ts';
import { SCOPE_NAMES } from '../../src/domain/scopes.ts';
import { LogObserver } from '../../src/adapters/driven/telemetry/log-observer.ts';
import { FakeClock } from '../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../testing/recording-observer.ts';
import { ALLOW_EVERYTHING } from '../../testing/api/allow-everything.ts';
import { call, expectProblem, type Answer } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';
import { makeKey } from '../../testing/api/test-issuer.ts';

const HOUR = 3_600;
const nowSec = () => Math.floor(Date.now() / 1000);
const fewSecondsAgo = (seconds: number) => nowSec() - seconds;

let api: TestApi;
const nameOf = ({ method, path }: Route) => `${method} ${path}`;

/**
 * Every kind of token. `make` makes the token, or returns `undefined` for a request without a token. `status` and
 * `error` are what a route that needs a scope answers.
 */
const TOKENS: Record<string, { status: number | 'success'; error?: string; make: () => Promise<string | undefined> }> =
  {
    'no token': { status: 401, make: () => Promise.resolve(undefined) },
    malformed: { status: 401, error: 'invalid_token', make: () => Promise.resolve('not.a.token') },
    'not base64': { status: 401, error: 'invalid_token', make: () => Promise.resolve('ä b') },
    expired: { status: 401, error: 'invalid_token', make: () => api.issuer.token({ exp: fewSecondsAgo(31) }) },
    'without expiry': { status: 401, error: 'invalid_token', make: () => api.issuer.token({ exp: undefined }) },
    'not yet valid': { status: 401, error: 'invalid_token', make: () => api.issuer.token({ nbf: nowSec() + 90 }) },
    'wrong audience': { status: 401, error: 'invalid_token', make: () => api.issuer.token({ aud: 'urn:other' }) },
    'no audience': { status: 401, error: 'invalid_token', make: () => api.issuer.token({ aud: undefined }) },
    'wrong issuer': {
      status: 401,
      error: 'invalid_token',
      make: () => api.issuer.token({ iss: 'https://other.test' }),
    },
    'alg none': { status: 401, error: 'invalid_token', make: () => unsigned() },
    'HS256 with the public key': { status: 401, error: 'invalid_token', make: () => hmac() },
    'unknown key': { status: 401, error: 'invalid_token', make: async () => stranger(await makeKey('stranger')) },
    'forged under a known key id': {
      status: 401,
      error: 'invalid_token',
      make: async () => stranger(await makeKey('first')),
    },
    'ID token': { status: 401, error: 'invalid_token', make: () => api.issuer.token({ nonce: 'n' }, { typ: 'JWT' }) },
    'bound to a key': { status: 401, error: 'invalid_token', make: () => api.issuer.token({ cnf: { jkt: 'x' } }) },
    'missing scope': {
      status: 403,
      error: 'insufficient_scope',
      make: () => api.issuer.token({ scope: 'films:read' }),
    },
    'no scope': { status: 403, error: 'insufficient_scope', make: () => api.issuer.token({ scope: undefined }) },
    valid: { status: 'success', make: () => api.issuer.token() },
    'just expired, within tolerance': { status: 'success', make: () => api.issuer.token({ exp: fewSecondsAgo(5) }) },
    'about to be valid, within tolerance': { status: 'success', make: () => api.issuer.token({ nbf: nowSec() + 25 }) },
    'scopes as a list': { status: 'success', make: () => listOfScopes() },
    'scopes as Cognito names them': { status: 'success', make: () => cognito() },
  };

const stranger = (key: Awaited<ReturnType<typeof makeKey>>) => api.issuer.token({}, {}, key);

function claims() {
  const { issuer, access } = api.issuer;
  const audience = access.kind === 'tokens' ? access.expected.audience : '';
  return { iss: issuer, aud: audience, exp: nowSec() + HOUR, scope: SCOPE_NAMES.join(' ') };
}

function unsigned(): Promise<string> {
  return Promise.resolve(new UnsecuredJWT(claims()).encode());
}

async function hmac(): Promise<string> {
  const { publicKey, kid } = api.issuer.key;
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid }).sign(secret);
}

function listOfScopes(): Promise<string> {
  return api.issuer.token({ scope: undefined, scp: SCOPE_NAMES });
}

/**
 * A token as Cognito makes it. It has the id of the client instead of `aud`, and each scope begins with the identifier
 * of a resource server.
 */
function cognito(): Promise<string> {
  const resources = ['https://api.example.org', 'marquee'];
  const scope = SCOPE_NAMES.map((name, index) => `${resources[index % 2] ?? ''}/${name}`).join(' ');
  return api.issuer.token({ aud: undefined, client_id: claims().aud, token_use: 'access', scope }, { typ: undefined });
}

beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api.close());

let films = 0;

/**
 * Sends a request that the route carries out if the token is valid. If the path has an id, the request is about a new
 * film. The request has a body if the route takes one.
 */
async function request(route: Route, token: string | undefined): Promise<Answer> {
  films += 1;
  const film = { title: `Matrix ${String(films)}`, year: 1999 };
  const id = `matrix-${String(films)}-1999`;
  if (route.path.includes('{id}')) await call(`${api.url}/v1/films`, { method: 'POST', json: film });
  const query = route.path === '/v1/suggestions' ? '?q=a' : '';
  return call(api.url + route.path.replace('{id}', id) + query, {
    method: route.method,
    anonymous: true,
    headers: { 'if-match': '*', ...(token !== undefined && { authorization: `Bearer ${encodeURI(token)}` }) },
    ...(route.body && { json: film }),
  });
}

describe('the authorisation matrix', () => {
  test('has an entry for every route, and no other entry', () => {
    expect(Object.keys(ACCESS).sort()).toEqual(api.routes.map(nameOf).sort());
  });

  test('makes every GET public but the status, and requires a scope for every other method', () => {
    for (const [name, access] of Object.entries(ACCESS)) {
      if (name === 'GET /v1/status') expect(access).toBe('operations:read');
      else if (name.startsWith('GET ')) expect([name, access]).toEqual([name, 'public']);
      else expect(SCOPE_NAMES).toContain(access);
    }
  });

  test('requires every scope on at least one route', () => {
    expect(Object.values(ACCESS)).toEqual(expect.arrayContaining([...SCOPE_NAMES]));
  });

  test.each(Object.entries(TOKENS))(
    'says how every route answers this kind of token: %s',
    async (_kind, { status, error, make }) => {
      for (const route of api.routes) {
        const token = await make();
        const answer = await request(route, token);
        const cell = `${nameOf(route)} answered ${String(answer.status)}`;
        if (accessTo(route) === 'public') {
          expect(cell).toBe(`${nameOf(route)} answered ${String((await request(route, undefined)).status)}`);
          // A 403 without a challenge is about something else: the API has no key of the movie provider here.
          expect(answer.headers.get('www-authenticate')).toBeNull();
        } else if (status === 'success') {
          expect(Object.keys(route.answers).map((code) => `${nameOf(route)} answered ${code}`)).toContain(cell);
        } else {
          expect(cell).toBe(`${nameOf(route)} answered ${String(status)}`);
          expectProblem(answer, status);
          const challenge = answer.headers.get('www-authenticate') ?? '';
          expect(challenge).toMatch(/^Bearer realm="marquee"/);
          expect(/error="(\w+)"/.exec(challenge)?.[1]).toBe(error);
        }
      }
    },
  );
});

test('refuses a token for one scope where another scope is needed', async () => {
  const headers = { authorization: `Bearer ${await api.issuer.token({ scope: 'cache:purge' })}` };
  expectProblem(await call(`${api.url}/v1/films`, { method: 'POST', json: {}, headers }), 403);
});

test('refuses a scope that only resembles the right one', async () => {
  for (const scope of ['films:writer', 'xfilms:write', 'Films:Write', 'films:write/other', 'films:write,cache:purge']) {
    const headers = { authorization: `Bearer ${await api.issuer.token({ scope })}` };
    expectProblem(await call(`${api.url}/v1/films`, { method: 'POST', json: {}, headers }), 403);
  }
});

test('treats a request with another scheme, an empty header or a token in the query like a request without a token', async () => {
  const token = await api.issuer.token();
  for (const authorization of ['Basic YTpi', 'Bearer', `Token ${token}`, token]) {
    const answer = await call(`${api.url}/v1/films`, { method: 'POST', json: {}, headers: { authorization } });
    expectProblem(answer, 401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="marquee", scope="films:write"');
  }
  const inQuery = `${api.url}/v1/films?access_token=${token}`;
  expectProblem(await call(inQuery, { method: 'POST', json: {}, anonymous: true }), 401);
  const films = `${api.url}/v1/films`;
  const lower = await call(films, { method: 'POST', json: {}, headers: { authorization: `bearer ${token}` } });
  expect(lower.status).toBe(422);
});

test('verifies the token before it parses any part of the body', async () => {
  for (const [body, type] of [
    ['{"title":', 'application/json'],
    ['x'.repeat(200_000), 'text/plain'],
  ] as const) {
    const answer = await call(`${api.url}/v1/films`, {
      method: 'POST',
      body,
      anonymous: true,
      headers: { 'content-type': type },
    });
    expectProblem(answer, 401);
  }
});

test('refuses every request to a route without an entry in the access table, even a request with a valid token', async () => {
  let handled = false;
  const planted = defineRoute({
    ...{ method: 'GET', path: '/v1/planted', operationId: 'planted', summary: '', tag: '', problems: [] },
    query: noQuerySchema,
    answers: { 200: { description: '' } },
    handle: () => {
      handled = true;
      return Promise.resolve({ status: 200 });
    },
  });
  const handler = createApiHandler([planted], ALLOW_EVERYTHING, new RecordingObserver(), new FakeClock());
  const event = toHttpApiEvent({ method: 'GET', target: '/v1/planted', headers: { authorization: 'Bearer x' } });
  expect((await handler(event, {} as Context)).statusCode).toBe(403);
  expect(handled).toBe(false);
});

test('the OpenAPI document states the scope that each route needs', async () => {
  const { body } = await call(`${api.url}/v1/openapi.json`);
  const paths = body['paths'] as Record<string, Record<string, { security: unknown; responses: object }>>;
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { security, responses }] of Object.entries(operations)) {
      const access = ACCESS[`${method.toUpperCase()} ${path}`];
      expect(security).toEqual(access === 'public' ? [] : [{ bearer: [access] }]);
      expect(Object.keys(responses).includes('401')).toBe(access !== 'public');
      // Reading movies needs no token, but a key that the operator sets up.
      expect(Object.keys(responses).includes('403')).toBe(access !== 'public' || /^\/v1\/movies|\/movie$/.test(path));
    }
  }
});

test('shows no part of any token in the log, in an answer or in an error', async () => {
  const written: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const logged = await startApi({ observer: new LogObserver(), access: api.issuer.access });
  try {
    const sent: string[] = [];
    const answers: Answer[] = [];
    const send = async (token: string) => {
      sent.push(token);
      const headers = { authorization: `Bearer ${encodeURI(token)}`, 'if-match': '*' };
      answers.push(
        await call(`${logged.url}/v1/films`, { method: 'POST', json: { title: 'T', year: 2000 }, headers }),
        await call(`${logged.url}/v1/films/t-2000`, { method: 'DELETE', headers }),
      );
    };
    for (const { make } of Object.values(TOKENS)) await send((await make()) ?? 'none');
    await logged.stopStore();
    await send(await api.issuer.token());
    expect(answers.at(-1)?.status).toBe(503);
    const told = written.join('') + answers.map(({ text, headers }) => text + JSON.stringify([...headers])).join('');
    expect(told).toContain('request-failed');
    const parts = sent.flatMap((token) => token.split('.')).filter((part) => part.length > 10);
    expect(parts.length).toBeGreaterThan(40);
    for (const part of parts) expect(told).not.toContain(part);
  } finally {
    process.stderr.write = write;
    await logged.close();
  }
});
