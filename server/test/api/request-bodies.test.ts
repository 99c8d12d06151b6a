import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { toHttpApiEvent, type HttpApiRequest } from '../../src/adapters/driving/http/http-api-event.ts';
import { BODY_LIMIT_BYTES } from '../../src/adapters/driving/http/middleware/check-body.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

let api: TestApi;
let authorization: string;
const FILM = { title: 'Target', year: 2001 };

beforeAll(async () => {
  api = await startApi();
  authorization = `Bearer ${await api.issuer.token()}`;
  await call(`${api.url}/v1/films`, { method: 'POST', json: FILM });
});

afterAll(async () => {
  await api.close();
});

type Received = { readonly status: number; readonly head: string; readonly code: unknown };

/** Sends a text over a connection of its own, and returns the answer as soon as it is complete. */
async function raw(text: string): Promise<Received & { readonly isClosed: Promise<unknown> }> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1').setEncoding('utf8');
  const isClosed = once(socket, 'close');
  socket.on('error', () => undefined).write(text);
  let received = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
    received += chunk;
    const [head = '', body = ''] = received.split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
    if (body.length < length) continue;
    socket.resume();
    const { code } = JSON.parse(body) as { code: unknown };
    return { status: Number(head.split(' ')[1]), head, code, isClosed };
  }
  throw new Error(`The connection ended after: ${received}`);
}

function head(method: string, path: string, ...lines: string[]): string {
  const all = [`Host: localhost`, `Authorization: ${authorization}`, 'Content-Type: application/json', ...lines];
  return `${method} ${path} HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`;
}

/** Calls the handler as Lambda calls it. */
async function invoke(request: HttpApiRequest) {
  const headers = { 'content-type': 'application/json', authorization, ...request.headers };
  const result = await api.handler(toHttpApiEvent({ ...request, headers }), { awsRequestId: 'a' } as Context);
  return { status: result.statusCode, body: JSON.parse(result.body ?? '{}') as Record<string, unknown> };
}

test.each([
  'application/json ; charset=utf-8',
  'application/json\t;charset=utf-8',
  'APPLICATION/JSON',
  'application/json;',
])('the media type may be written %j', async (type) => {
  const [body, headers] = [JSON.stringify(FILM), { 'content-type': type }];
  expect((await call(`${api.url}/v1/films`, { method: 'POST', body, headers })).status).toBe(201);
  expect((await invoke({ method: 'POST', target: '/v1/films', body, headers })).status).toBe(201);
});

describe('a body that is too large', () => {
  test('is refused by its Content-Length, before any of it has arrived', async () => {
    const { status, code, head: received } = await raw(head('POST', '/v1/films', `Content-Length: ${String(8e9)}`));
    expect([status, code]).toEqual([413, 'body-too-large']);
    expect(received).toMatch(/connection: close/i);
  });

  test('is cut at the limit if it comes in chunks', async () => {
    const chunk = 'x'.repeat(0x10000);
    const chunks = `10000\r\n${chunk}\r\n`.repeat(BODY_LIMIT_BYTES / 0x10000);
    const start = head('POST', '/v1/films', 'Transfer-Encoding: chunked');
    const { status, code, isClosed } = await raw(`${start}${chunks}1\r\nx\r\n`);
    expect([status, code]).toEqual([413, 'body-too-large']);
    await isClosed;
  });

  test('may have exactly as many bytes as the limit', async () => {
    const film = JSON.stringify(FILM);
    const body = film + ' '.repeat(BODY_LIMIT_BYTES - film.length);
    expect(
      (await call(`${api.url}/v1/films`, { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(201);
  });

  test.each([false, true])('is refused in an event, before it is decoded (base64: %j)', async (isBase64Encoded) => {
    const { status } = await invoke({
      method: 'POST',
      target: '/v1/films',
      body: ' '.repeat(isBase64Encoded ? 400_000 : BODY_LIMIT_BYTES + 1),
      isBase64Encoded,
    });
    expect(status).toBe(413);
  });

  test('is refused by its Content-Length for paths outside the API too', async () => {
    const { status, code } = await raw(head('POST', '/', 'Content-Length: 8000000000'));
    expect([status, code]).toEqual([400, 'unexpected-body']);
  });
});

test('a compressed body in an event is a 415, as it is over HTTP', async () => {
  const body = JSON.stringify(FILM);
  const headers = { 'content-encoding': 'gzip' };
  const { status, body: problem } = await invoke({ method: 'POST', target: '/v1/films', body, headers });
  expect([status, JSON.stringify(problem['errors'])]).toEqual([415, expect.stringContaining('Content-Encoding')]);
});

describe('requests without content', () => {
  const TARGETS = [
    ['GET', '/v1/films'],
    ['HEAD', '/v1/films'],
    ['GET', '/v1/health'],
    ['GET', '/v1/openapi.json'],
    ['DELETE', '/v1/films/target-2001'],
    ['DELETE', '/v1/movies/cache'],
  ] as const;

  test.each(TARGETS)('%s %s refuses a body with a 400, before any of it has arrived', async (method, path) => {
    const lengths = ['Content-Length: 2', 'Content-Length: 8000000000', 'Transfer-Encoding: chunked'];
    for (const line of lengths) {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1').setEncoding('utf8');
      socket.on('error', () => undefined).write(head(method, path, 'If-Match: *', line));
      const [received] = (await once(socket, 'data')) as [string];
      socket.destroy();
      expect(received).toMatch(/^HTTP\/1\.1 400 /);
      expect(received).toMatch(/connection: close/i);
      if (method !== 'HEAD') expect(received).toContain('"unexpected-body"');
    }
  });

  test.each(TARGETS)('%s %s refuses a body in an event with a 400', async (method, target) => {
    const { status, body } = await invoke({ method, target, body: '{}', headers: { 'if-match': '*' } });
    expect(status).toBe(400);
    if (method !== 'HEAD') expect(body).toMatchObject({ code: 'unexpected-body', errors: [{ pointer: '' }] });
  });

  test('with a method that no route has get a 405, even if they have a body', async () => {
    const request = 'TRACE /v1/films HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}';
    expect((await raw(request)).status).toBe(405);
  });

  test('accept Content-Length: 0', async () => {
    expect((await raw(`GET /v1/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`)).status).toBe(200);
  });
});

test('the OpenAPI document has 413 and 415 for exactly the operations that can answer with them', async () => {
  const { body } = await call(`${api.url}/v1/openapi.json`);
  const paths = body['paths'] as Record<string, Record<string, { responses: Record<string, unknown> }>>;
  for (const { method, path } of api.routes) {
    const target = path.replace('{id}', 'target-2001').replace('{name}', 'x');
    const documented = Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {});
    const large = await raw(head(method, target, 'If-Match: *', 'Content-Length: 300000'));
    const compressed = await raw(head(method, target, 'If-Match: *', 'Content-Encoding: gzip', 'Content-Length: 9'));
    const statuses = [large.status, compressed.status];
    expect([method, path, statuses]).toEqual([method, path, documented.includes('413') ? [413, 415] : [400, 400]]);
    expect(documented).toEqual(expect.arrayContaining(statuses.map(String)));
    expect(documented.includes('415')).toBe(documented.includes('413'));
  }
});

describe('texts of a film', () => {
  const post = (film: object) => call(`${api.url}/v1/films`, { method: 'POST', json: { ...FILM, ...film } });
  const INVISIBLE = [
    '\u200b',
    '\u3164',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u115f',
    '\ufe0f',
    '\u2800',
    '\u{e0020}',
    '\u202e \u200b',
  ];

  test.each(INVISIBLE)('cannot be only invisible (%j)', async (text) => {
    for (const [film, pointer] of [
      [{ title: text }, '/title'],
      [{ cast: ['Ann One', text] }, '/cast/1'],
      [{ directors: [text] }, '/directors/0'],
      [{ genres: [text] }, '/genres/0'],
      [{ alternativeTitles: [text] }, '/alternativeTitles/0'],
      [{ href: text }, '/href'],
    ] as const) {
      const answer = await post(film);
      expectProblem(answer, 422, `"pointer":"${pointer}"`);
      expectProblem(answer, 422, 'must have a visible character');
    }
  });

  test.each(['a\u0000b', 'a\u001bb', 'a\nb', 'a\tb', 'a\u007fb', 'a\u009bb', 'a\u0085'])(
    'cannot have a control character (%j)',
    async (title) => {
      expectProblem(await post({ title }), 422, '"pointer":"/title","detail":"contains a control character');
      const { status, body } = await invoke({
        method: 'PATCH',
        target: '/v1/films/target-2001',
        body: JSON.stringify({ title }),
        headers: { 'if-match': '*' },
      });
      expect([status, JSON.stringify(body['errors'])]).toEqual([422, expect.stringContaining('/title')]);
    },
  );

  test.each(['extract', 'plot', 'note'])(
    'may have tabs and line ends in %s, and no other control characters',
    async (name) => {
      expect((await post({ [name]: 'a\n\tb' })).status).toBe(201);
      expectProblem(
        await post({ [name]: 'a\u009bb' }),
        422,
        `"pointer":"/${name}","detail":"contains a control character`,
      );
    },
  );

  test.each(['ㅤA', 'Ae\u0301', '👨\u200d👩', 'می\u200cخواهم', '♥', '\u200bA'])(
    'may have invisible characters among others (%j)',
    async (title) => {
      expect((await post({ title })).status).toBe(201);
    },
  );
});

describe('the thumbnail', () => {
  const post = (thumbnail: string) => call(`${api.url}/v1/films`, { method: 'POST', json: { ...FILM, thumbnail } });

  test.each([
    'https://upload.wikimedia.org/wikipedia/en/2/2e/Caf%C3%A9_%28film%29.jpg',
    'http://localhost:8080/a.png?size=1&x=%5B',
    'HTTPS://EXAMPLE.ORG',
    'https://[2001:db8::1]/a#b',
    "https://example.org/a_(b)'!*;,+$@:=.jpg",
  ])('can be %s', async (uri) => {
    expect((await post(uri)).status).toBe(201);
  });

  test.each([
    'javascript:alert(1)',
    'data:image/png;base64,AA',
    '//example.org/a.png',
    '/a.png',
    'http:example.org',
    'https:///a.png',
    'https://',
    ' https://example.org/a.png',
    'https://example.org/a b.png',
    'https://example.org/a\tb.png',
    'https://example.org/é.png',
    'https://example.org/%zz.png',
    'https://example.org:99999/a.png',
    'https://user:secret@example.org/a.png',
    'https://example.org/"onerror="x',
    'https://example.org/<b>',
    'https://[::1/a.png',
    'https://exa\\mple.org/a.png',
  ])('cannot be %j', async (uri) => {
    expectProblem(await post(uri), 422, '/thumbnail');
  });
});

describe('If-Match', () => {
  test.each(['"1-gzip"', 'W/"1-gzip"', '"1--gzip"', '"1-br"', '"9", "1-gzip"'])(
    '%s is version 1, because proxies that compress append to the ETag',
    async (ifMatch) => {
      const { id } = (await call(`${api.url}/v1/films`, { method: 'POST', json: FILM })).body as { id: string };
      const url = `${api.url}/v1/films/${id}`;
      const headers = { 'if-match': ifMatch };
      expect((await call(url, { headers: { 'if-none-match': ifMatch } })).status).toBe(304);
      expect((await call(url, { method: 'DELETE', headers })).status).toBe(204);
    },
  );

  test.each(['"1-gzipped"', '"1-"', '"-gzip"', '"01-gzip"', '"2-gzip"'])('%s is another version', async (ifMatch) => {
    const answer = await call(`${api.url}/v1/films/target-2001`, {
      method: 'DELETE',
      headers: { 'if-match': ifMatch },
    });
    expectProblem(answer, 412);
  });
});

describe('request targets', () => {
  const get = (target: string, host = 'localhost') => raw(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);

  test.each([
    '/v1/nothing',
    '/v1/films/none',
    '/v1/films/none/',
    '/v1/movies/cache/',
    '/v1/films?limit=0',
    '/v1/films/?limit=0',
  ])('%s in absolute form, and with a slash at the end, gets the same answer as the plain path', async (target) => {
    const { status, code } = await get(target.replace(/\/(?=\?|$)/, ''));
    expect(await get(target)).toMatchObject({ status, code });
    for (const origin of ['http://localhost', 'https://localhost:1', 'HTTP://LOCALHOST:3030'])
      expect(await get(`${origin}${target}`)).toMatchObject({ status, code });
    const event = await invoke({ method: 'GET', target });
    expect([event.status, event.body['code']]).toEqual([status, code]);
  });

  test('two slashes at the end are another path', async () => {
    expect(await get('/v1/films//')).toMatchObject({ status: 404, code: 'no-such-route' });
    expect((await invoke({ method: 'GET', target: '/v1/films//' })).status).toBe(404);
  });

  test('an absolute form without a path is the path /', async () => {
    expect((await call(`${api.url}/`)).status).toBe(404);
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1').setEncoding('utf8');
    socket.write('GET http://localhost?x HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [received] = (await once(socket, 'data')) as [string];
    socket.destroy();
    expect(received).toMatch(/^HTTP\/1\.1 404 /);
  });
});
