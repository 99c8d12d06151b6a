import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createExpressApp } from '../../src/adapters/driving/express/app.ts';
import { EarlyRequests } from '../../src/adapters/driving/express/early-requests.ts';
import type { PageFile } from '../../src/adapters/driving/express/page-files.ts';
import { HttpServer, type HttpServerOptions } from '../../src/adapters/driving/express/http-server.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi } from '../../testing/api/start-api.ts';

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  jest.restoreAllMocks();
  for (const { close } of open.splice(0)) await close();
});

async function start(edge: Parameters<typeof createExpressApp>[2]) {
  const api = await startApi({ edge: edge ?? {} });
  open.push(api);
  return api;
}

function indexFile(): PageFile {
  return { extension: '.html', content: Buffer.from('<!-- head --><!-- /head -->'), etag: '"x"', encoded: {} };
}

describe('the rate limit', () => {
  test('refuses the requests of a client that sends too many, with a 429 that says when to try again', async () => {
    const { url } = await start({ rateLimitPerMinute: 3 });
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await call(`${url}/v1/films`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    // A shared cache may keep the answers, and would send to others what they say of one client.
    const names = answers.flatMap(({ headers }) => [...headers.keys()]);
    expect(names.filter((name) => name.includes('ratelimit'))).toEqual([]);
    const refused = answers[3];
    if (!refused) throw new Error('unreachable');
    expectProblem(refused, 429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await call(`${url}/v1/health`)).status).toBe(200);
  });

  test('also counts pages whose head is made from films, together with requests to the API', async () => {
    const page = new Map([['/index.html', indexFile()]]);
    const { url } = await start({ rateLimitPerMinute: 1, page });
    expect((await call(`${url}/films/none`)).status).toBe(404);
    expectProblem(await call(`${url}/films/none`), 429);
    expectProblem(await call(`${url}/v1/films`), 429);
    expect((await call(`${url}/`)).status).toBe(200);
  });

  test('refuses a request before reading its body or its token', async () => {
    const { url } = await start({ rateLimitPerMinute: 1 });
    await call(`${url}/v1/films`);
    expectProblem(await call(`${url}/v1/films`, { method: 'POST', body: 'x'.repeat(8_000_000) }), 429);
  });

  test('identifies clients by the address that a trusted proxy reports, and ignores what a client sends itself', async () => {
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    const direct = await start({ rateLimitPerMinute: 1 });
    expect((await call(`${direct.url}/v1/films`, from('192.0.2.1'))).status).toBe(200);
    expect((await call(`${direct.url}/v1/films`, from('192.0.2.2'))).status).toBe(429);
    const behind = await start({ rateLimitPerMinute: 1, trustedProxies: 1 });
    expect((await call(`${behind.url}/v1/films`, from('192.0.2.1'))).status).toBe(200);
    expect((await call(`${behind.url}/v1/films`, from('192.0.2.2'))).status).toBe(200);
    expect((await call(`${behind.url}/v1/films`, from('203.0.113.9, 192.0.2.2'))).status).toBe(429);
  });

  test.each([
    ['192.0.2.1', '192.0.2.1:50001', '192.0.2.1:50002', '192.0.2.2:50002'],
    ['2001:db8::1', '[2001:db8::1]:50001', '[2001:db8::1]', '2001:db8:1::2'],
    ['[2001:db8::1]:1', '2001:db8::1', '[2001:db8::1]:2', '[2001:db8:1::2]:50002'],
  ])('ignores the port that a proxy adds to the address, as in %s and %s', async (first, second, third, other) => {
    const { url } = await start({ rateLimitPerMinute: 1, trustedProxies: 1 });
    const statuses = [];
    for (const address of [first, second, `203.0.113.9:1, ${third}`, other]) {
      const headers = { 'x-forwarded-for': address };
      statuses.push((await call(`${url}/v1/films`, { headers })).status);
    }
    expect(statuses).toEqual([200, 429, 429, 200]);
  });
});

test('behind a proxy, the links of a page name the Host of the request, and not a host or a scheme that a client sent', async () => {
  const picture = '<!-- head --><meta property="og:image" content="/preview.png"><!-- /head -->';
  const page = new Map([['/index.html', { ...indexFile(), content: Buffer.from(picture) }]]);
  const { url } = await start({ page, trustedProxies: 1 });
  const { host } = new URL(url);
  for (const headers of [
    { 'x-forwarded-host': 'evil.test' },
    { 'x-forwarded-proto': 'https://evil.test/' },
    { 'x-forwarded-proto': 'evil', 'x-forwarded-host': 'evil.test:1' },
  ]) {
    const paths = ['/', '/films/none', '/robots.txt'];
    const texts = await Promise.all(paths.map(async (path) => (await fetch(`${url}${path}`, { headers })).text()));
    expect(texts.join('')).toContain(`http://${host}`);
    expect(texts.join('')).not.toContain('evil');
  }
});

describe('pages of other origins', () => {
  const from = (origin: string) => ({ headers: { origin } });

  test('cannot read the API if the settings do not list their origin', async () => {
    const { url } = await start({});
    expect(
      (await call(`${url}/v1/films`, from('https://a.test'))).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  test('can read the API and send a token if the settings list their origin', async () => {
    const { url } = await start({ corsOrigins: ['https://a.test'], rateLimitPerMinute: 100 });
    const answer = await call(`${url}/v1/films`, from('https://a.test'));
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://a.test');
    expect(answer.headers.get('vary')).toContain('Origin');
    // An answer that is large enough to be compressed.
    const large = await call(`${url}/v1/openapi.json`, from('https://a.test'));
    expect(large.headers.get('vary')).toBe('Origin, accept-encoding');
    expect(answer.headers.get('access-control-expose-headers')).toContain('etag');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const preflight = await call(`${url}/v1/films`, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.test', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    for (const other of ['https://b.test', 'https://a.test.evil.test', 'null', 'http://a.test']) {
      const { headers } = await call(`${url}/v1/films`, from(other));
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

async function serve(listener: RequestListener, options: HttpServerOptions) {
  const http = new HttpServer(listener, options);
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  open.push({ close: () => http.drain(100) });
  return { http, port: (http.server.address() as AddressInfo).port };
}

function* endless() {
  for (;;) yield Buffer.alloc(65_536);
}

/** Sends a text and returns everything that the server sends until it closes the connection. */
async function untilCut(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write(text);
  let received = '';
  socket.on('data', (chunk: string) => (received += chunk)).on('error', () => undefined);
  await once(socket, 'close');
  return received;
}

describe('slow clients', () => {
  test('are cut off when the headers or the body do not arrive', async () => {
    const limits = { headersTimeoutMs: 100, requestTimeoutMs: 300 };
    const { port } = await serve((request, response) => {
      request.resume().on('end', () => response.end());
      request.on('error', () => undefined);
    }, limits);
    expect(await untilCut(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')).toContain('408');
    await untilCut(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab');
  });

  test('are cut off when they do not read the answer', async () => {
    const listener: RequestListener = (_request, response) => response.end('x'.repeat(50_000_000));
    const { http, port } = await serve(listener, { stalledTimeoutMs: 200 });
    const accepted = once(http.server, 'connection');
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    client.pause().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [socket] = (await accepted) as [Socket];
    await once(socket, 'close');
    expect(socket.bytesWritten).toBeGreaterThan(0);
    client.destroy();
  });
});

test('clients that read an answer slowly are cut off, although they read again and again', async () => {
  const length = 100_000_000;
  const listener: RequestListener = (_request, response) => response.end(Buffer.alloc(length));
  const { port } = await serve(listener, { stalledTimeoutMs: 1_000 });
  const client = connect(port, '127.0.0.1').on('error', () => undefined);
  client.pause().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  let received = 0;
  while (received < length && !client.destroyed) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    received += (client.read() as Buffer | null)?.length ?? 0;
  }
  expect(received).toBeGreaterThan(0);
  expect(received).toBeLessThan(length);
});

describe('too many connections', () => {
  const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
  const open = async (port: number, text = '') => {
    const client = connect(port, '127.0.0.1').setEncoding('utf8');
    client.on('error', () => undefined).write(text);
    await once(client, 'connect');
    return client;
  };
  const isAnswered = (client: Socket) =>
    Promise.race([
      once(client, 'data').then(
        () => true,
        () => false,
      ),
      once(client, 'close').then(() => false),
    ]);

  test('close those that have been idle longest, so that new clients are answered', async () => {
    const { http, port } = await serve((_request, response) => response.end('ok'), { maxConnections: 2 });
    const silent = await open(port);
    const first = await open(port, GET);
    expect(await isAnswered(first)).toBe(true);
    expect(await isAnswered(await open(port, GET))).toBe(true);
    await until(() => Promise.resolve(silent.destroyed));
    first.write(GET);
    expect(await isAnswered(first)).toBe(true);
    expect(await isAnswered(await open(port, GET))).toBe(true);
    await until(async () => (await countConnections(http.server)) === 2);
    expect(first.destroyed).toBe(false);
  });

  test('do not close one whose request has arrived but is not read yet', async () => {
    const { port } = await serve((_request, response) => response.end('ok'), { maxConnections: 1 });
    const idle = await open(port, GET);
    expect(await isAnswered(idle)).toBe(true);
    connect(port, '127.0.0.1').on('error', () => undefined);
    // The new connection reaches the server first, and both before it reads anything.
    process.nextTick(() => idle.write(GET));
    expect(await isAnswered(idle)).toBe(true);
  });

  test('close one with an unfinished request rather than one whose request may be on its way', async () => {
    jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    const listener: RequestListener = (request, response) => {
      if (request.method === 'GET') response.end('ok');
    };
    const { http, port } = await serve(listener, { maxConnections: 2 });
    const accepted = once(http.server, 'connection');
    const visitor = await open(port);
    await accepted;
    const asked = once(http.server, 'request');
    const upload = await open(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na');
    await asked;
    expect(await isAnswered(await open(port, GET))).toBe(true);
    visitor.write(GET);
    expect(await isAnswered(visitor)).toBe(true);
    await until(() => Promise.resolve(upload.destroyed));
  });

  test('of one client close its own, and not those of others', async () => {
    const limits = { maxConnections: 3, maxConnectionsPerClient: 2 };
    const { port } = await serve((_request, response) => response.end('ok'), limits);
    const from = async (localAddress: string) => {
      const client = connect({ port, host: '127.0.0.1', localAddress }).setEncoding('utf8');
      client.on('error', () => undefined).write(GET);
      expect(await isAnswered(client)).toBe(true);
      return client;
    };
    const other = await from('127.0.0.2');
    const clients = [await from('127.0.0.1'), await from('127.0.0.1'), await from('127.0.0.1')];
    await until(() => Promise.resolve(clients[0]?.destroyed === true));
    expect([other, ...clients.slice(1)].map(({ destroyed }) => destroyed)).toEqual([false, false, false]);
  });

  test('close one whose client does not take an answer that is made while it is sent', async () => {
    let asked = 0;
    const listener: RequestListener = (request, response) => {
      if (request.url === '/') return response.end('ok');
      asked += 1;
      return Readable.from(endless())
        .on('error', () => undefined)
        .pipe(response);
    };
    const { port } = await serve(listener, { maxConnections: 2 });
    const lazy = [await open(port), await open(port)];
    for (const client of lazy) client.pause().write('GET /endless HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => Promise.resolve(asked === 2));
    await until(async () => isAnswered(await open(port, GET)));
    for (const client of lazy) client.destroy();
  });

  test.each([
    ['whose request has not arrived completely', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na', 2],
    ['whose client does not take the answer', 'GET /large HTTP/1.1\r\nHost: a\r\n\r\n', 50_000_000],
  ])('close one %s, if none is idle', async (_which, text, bytes) => {
    let asked = 0;
    const listener: RequestListener = (request, response) => {
      asked += 1;
      request.on('error', () => undefined).on('end', () => response.end('x'.repeat(request.url === '/' ? 2 : bytes)));
      request.resume();
    };
    const { port } = await serve(listener, { maxConnections: 2 });
    const lazy = [await open(port), await open(port)];
    for (const client of lazy) client.pause().write(text);
    await until(() => Promise.resolve(asked === 2));
    expect(await isAnswered(await open(port, GET))).toBe(true);
  });

  test('never close one whose request is being answered', async () => {
    const waiting: ServerResponse[] = [];
    const { port } = await serve((_request, response) => waiting.push(response), { maxConnections: 2 });
    const clients = [await open(port, GET), await open(port, GET)];
    await until(() => Promise.resolve(waiting.length === 2));
    expect(await isAnswered(await open(port, GET))).toBe(false);
    for (const response of waiting) response.end('ok');
    expect(await Promise.all(clients.map(isAnswered))).toEqual([true, true]);
  });
});

test('a body in more than 2,048 parts gets 413', async () => {
  const { url } = await start({});
  const ask = async (parts: number) => {
    const body = Readable.from(Array.from({ length: parts }, () => Buffer.from(' ')));
    const response = await fetch(`${url}/v1/films`, { method: 'POST', body, duplex: 'half' } as unknown as RequestInit);
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  expect(await ask(2_048)).toEqual([401, 'token-required']);
  expect(await ask(2_049)).toEqual([413, 'body-in-too-many-parts']);
});

test('clients take turns, so that one that sends much does not delay another until it is done, and health waits for nobody', async () => {
  const started: string[] = [];
  const handler = (event: { rawPath: string }) => {
    started.push(event.rawPath);
    return Promise.resolve({ statusCode: 200, body: '{}' });
  };
  const app = createExpressApp(handler, [], { rateLimitPerMinute: 1_000 }) as RequestListener;
  const { http, port } = await serve(app, {});
  const clients = await Promise.all(
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.2', '127.0.0.1'].map(async (localAddress) => {
      const client = connect({ port, host: '127.0.0.1', localAddress }).resume();
      await once(client, 'connect');
      return client;
    }),
  );
  // The server accepts one connection in each turn.
  await until(async () => (await countConnections(http.server)) === clients.length);
  const paths = ['a1', 'a2', 'a3', 'b1', 'health'];
  for (const [i, client] of clients.entries()) client.write(`GET /v1/${paths[i] ?? ''} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await until(() => Promise.resolve(started.length === paths.length));
  for (const client of clients) client.destroy();
  expect(started).toEqual(['a1', 'b1', 'health', 'a2', 'a3'].map((path) => `/v1/${path}`));
});

test('a request with over 100 headers gets 431, and its connection is closed', async () => {
  const { port } = await serve((_request, response) => response.end('ok'), {});
  const ask = (headers: number) =>
    untilCut(port, `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(headers)}Connection: close\r\n\r\n`);
  expect(await ask(98)).toMatch(/^HTTP\/1.1 200/);
  expect(await ask(99)).toMatch(/^HTTP\/1.1 431/);
});

test('while the product starts, requests wait, and those with a body get 503', async () => {
  const early = new EarlyRequests();
  const { port } = await serve(early.listener, {});
  const waiting = untilCut(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab';
  const refused = await untilCut(port, post);
  expect(refused).toMatch(/^HTTP\/1.1 503 [^]*Retry-After[^]*not-ready/i);
  early.handTo((request, response) => response.end(`${String(request.method)} answered`));
  expect(await waiting).toContain('GET answered');
  expect(await untilCut(port, post)).toContain('POST answered');
});

describe('requests that a client sends before it has the answers to the earlier ones', () => {
  const requests = (count: number) =>
    Array.from({ length: count }, (_, i) => `GET /${String(i)} HTTP/1.1\r\nHost: a\r\n\r\n`).join('');

  test('are answered one after the other, and not at all if the client leaves', async () => {
    const asked: ServerResponse[] = [];
    const { port } = await serve((_request, response) => asked.push(response), {});
    const client = connect(port, '127.0.0.1').setEncoding('utf8');
    client.write(requests(4));
    await until(() => Promise.resolve(asked.length === 1));
    asked[0]?.end('first');
    await until(() => Promise.resolve(asked.length === 2));
    const left = Promise.all(asked.slice(1).map((response) => once(response, 'close')));
    client.destroy();
    await left;
    expect(asked.map(({ req }) => req.url)).toEqual(['/0', '/1']);
  });

  test.each([
    ['a body in chunks', 'Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n'],
    ['a body', 'Content-Length: 9\r\n\r\na'],
    ['over 100 headers', 'X: y\r\n'.repeat(100) + '\r\n'],
  ])('close the connection if one of them has %s, because it takes memory while it waits', async (_what, rest) => {
    const asked: string[] = [];
    const { port } = await serve((request) => asked.push(String(request.url)), {});
    await untilCut(port, `${requests(1)}POST /1 HTTP/1.1\r\nHost: a\r\n${rest}`);
    expect(asked).toEqual(['/0']);
  });

  test.each([
    ['without Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['with an unknown expectation', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n', 417],
  ])('are refused %s, and count like others', async (_which, refused, status) => {
    const asked: string[] = [];
    const { port } = await serve((request) => asked.push(String(request.url)), {});
    expect(await untilCut(port, refused)).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} [^]*Connection: close`, 'i'));
    await untilCut(port, requests(1) + refused.repeat(4));
    expect(asked).toEqual(['/0']);
  });

  test('are all answered if there are at most 4, and close the connection if there are more', async () => {
    let answered = 0;
    const { port } = await serve((_request, response) => {
      answered += 1;
      response.end('ok');
    }, {});
    const last = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    expect((await untilCut(port, requests(3) + last)).match(/HTTP\/1.1 200/g)).toHaveLength(4);
    answered = 0;
    await untilCut(port, requests(1_000));
    expect(answered).toBeLessThanOrEqual(4);
  });
});

test('a client that asks before it sends a body is told at once that the body is too large', async () => {
  const app = createExpressApp(() => Promise.resolve({ statusCode: 200 }), []) as RequestListener;
  const { port } = await serve(app, {});
  const head = (length: number) =>
    `POST /v1/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ${String(length)}\r\n\r\n`;
  for (const [length, status] of [
    [8_000_000, '413'],
    [2, '100'],
  ] as const) {
    const client = connect(port, '127.0.0.1').setEncoding('utf8');
    client.write(head(length));
    const [received] = (await once(client, 'data')) as [string];
    expect(received.split(' ', 2)).toEqual(['HTTP/1.1', status]);
    client.destroy();
  }
});

function countConnections(server: HttpServer['server']): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => {
      if (error) reject(error);
      else resolve(count);
    });
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(setImmediate);
}

describe('draining', () => {
  test('answers running requests and requests on open connections, asks clients to close these connections, and accepts no new connection', async () => {
    let release: () => void = () => undefined;
    const arrived = Promise.withResolvers<undefined>();
    const { http, port } = await serve((_request, response) => {
      release = () => response.end('late');
      arrived.resolve(undefined);
    }, {});
    const idle = connect(port, '127.0.0.1').setEncoding('utf8');
    await once(idle, 'connect');
    const busy = fetch(`http://127.0.0.1:${String(port)}/`);
    await arrived.promise;
    const answerBusy = release;
    const drained = http.drain(60_000);
    idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    while (release === answerBusy) await new Promise(setImmediate);
    release();
    answerBusy();
    const [received] = (await once(idle, 'data')) as [string];
    expect(received).toContain('late');
    expect(received).toContain('Connection: close');
    const answer = await busy;
    expect([await answer.text(), answer.headers.get('connection')]).toEqual(['late', 'close']);
    await drained;
    await expect(fetch(`http://127.0.0.1:${String(port)}/`)).rejects.toThrow();
  });

  test('answers all connections that the operating system has accepted before the drain', async () => {
    const { http, port } = await serve((_request, response) => response.end('answered'), {});
    const clients = Array.from({ length: 50 }, () => connect(port, '127.0.0.1').setEncoding('utf8'));
    const answers = clients.map(async (client) => {
      client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      const [received] = (await once(client, 'data')) as [string];
      return received.split('\r\n', 1)[0];
    });
    await http.drain(60_000);
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['HTTP/1.1 200 OK']));
  });

  test('cuts connections that are still busy at the deadline', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const { http, port } = await serve(() => {
      arrived.resolve(undefined);
    }, {});
    const never = fetch(`http://127.0.0.1:${String(port)}/`).catch(() => 'cut');
    await arrived.promise;
    await http.drain(100);
    expect(await never).toBe('cut');
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl)
  process.stdout.write('NOTICE: the test of TLS is skipped, because there is no openssl to make a certificate\n');

(hasOpenssl ? test : test.skip)('sends HSTS over TLS, and not over plain HTTP', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-tls-'));
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  spawnSync('openssl', [...args, '-subj', '/CN=localhost', '-keyout', keyFile, '-out', certFile]);
  const tls = { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
  await rm(folder, { recursive: true });
  const app = createExpressApp(() => Promise.resolve({ statusCode: 200 }), []) as RequestListener;
  const secure = await serve(app, { tls });
  const sent = request({ host: '127.0.0.1', port: secure.port, path: '/v1/x', rejectUnauthorized: false }).end();
  const [response] = (await once(sent, 'response')) as [{ headers: Record<string, string>; resume: () => void }];
  response.resume();
  expect(response.headers['strict-transport-security']).toBe('max-age=31536000');
  const plain = await serve(app, {});
  const { headers } = await call(`http://127.0.0.1:${String(plain.port)}/v1/x`);
  expect(headers.get('strict-transport-security')).toBeNull();
});
