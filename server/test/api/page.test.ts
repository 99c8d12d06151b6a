import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as send, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPageFiles } from '../../src/adapters/driving/express/page-files.ts';
import { ROUTE_CACHING } from '../../src/adapters/driving/http/page-headers.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

const INDEX = `<!doctype html><title>Marquee</title>${'<p>film</p>'.repeat(200)}`;
const SCRIPT = `console.log(${JSON.stringify('a'.repeat(5_000))});`;

let folder: string;
let api: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-page-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), INDEX);
  await writeFile(join(folder, 'assets/index-4f2a.js'), SCRIPT);
  await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const page = await readPageFiles(folder);
  api = await startApi({ edge: { page, pageOrigins: { connect: ['https://login.example.org'] } } });
  const film = { title: 'The Godfather', year: 1972, cast: ['Sammy Davis Jr.', 'AC/DC'] };
  await call(`${api.url}/v1/films`, { method: 'POST', json: film });
});

afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

/** Sends a request and returns the answer as the server sent it. `fetch` would decompress the answer. */
async function raw(
  path: string,
  headers: Record<string, string>,
  { url } = api,
): Promise<IncomingMessage & { content: Buffer }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send(`${url}${path}`, { headers }, resolve).on('error', reject).end();
  });
  return Object.assign(response, { content: await buffer(response) });
}

describe('a route of the page', () => {
  test.each([
    ['/', 'no-cache'],
    ['/?q=godfather', 'no-cache'],
    ['/movies', 'no-cache'],
    ['/add', 'no-cache'],
    ['/films/the-godfather-1972', ROUTE_CACHING],
    ['/films/the-godfather-1972/edit', ROUTE_CACHING],
    ['/people/Sammy%20Davis%20Jr.', ROUTE_CACHING],
    ['/people/AC%2FDC', ROUTE_CACHING],
  ])('%s is answered with index.html, which browsers must revalidate each time', async (path, caching) => {
    const answer = await call(`${api.url}${path}`);
    expect([answer.status, answer.text]).toEqual([200, INDEX]);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe(caching);
  });

  test('that the page’s router does not know is a 404 with index.html, which shows the page for an unknown path', async () => {
    const answer = await call(`${api.url}/nowhere/at/all`);
    expect([answer.status, answer.text]).toEqual([404, INDEX]);
  });

  test('under /v1 is never answered with the page', async () => {
    expectProblem(await call(`${api.url}/v1/nowhere`), 404);
    expectProblem(await call(`${api.url}/v1`), 404);
  });

  test('does not accept POST', async () => {
    expect((await call(`${api.url}/films/x`, { method: 'POST' })).status).toBe(404);
    expect((await call(`${api.url}/films/x`, { method: 'POST', json: {} })).status).toBe(400);
  });
});

describe('a file of the page', () => {
  test('may be cached for a year if its name contains a hash, and must be revalidated otherwise', async () => {
    const hashed = await call(`${api.url}/assets/index-4f2a.js`);
    expect(hashed.text).toBe(SCRIPT);
    expect(hashed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const icon = await call(`${api.url}/favicon.svg`);
    expect(icon.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(icon.headers.get('cache-control')).toBe('no-cache');
  });

  test('of an older build is a 404, and the answer is not index.html', async () => {
    const answer = await call(`${api.url}/assets/index-0000.js`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('film');
  });

  test('that has not changed is not sent again', async () => {
    const { headers } = await raw('/', {});
    const again = await raw('/', { 'if-none-match': headers.etag ?? '' });
    expect([again.statusCode, again.content.length]).toEqual([304, 0]);
    // RFC 9110, section 15.4.5: a 304 has the Cache-Control that the 200 would have had.
    expect(again.headers['cache-control']).toBe('no-cache');
  });

  test.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('is compressed for clients that accept %s', async (accepted, encoding, decode) => {
    const answer = await raw('/assets/index-4f2a.js', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toContain('accept-encoding');
    expect(Number(answer.headers['content-length'])).toBe(answer.content.length);
    expect(decode(answer.content).toString()).toBe(SCRIPT);
  });

  test('is not compressed if the client does not accept compression or the file is small', async () => {
    const plain = await raw('/assets/index-4f2a.js', {});
    expect([plain.headers['content-encoding'], plain.content.toString()]).toEqual([undefined, SCRIPT]);
    const small = await raw('/favicon.svg', { 'accept-encoding': 'br' });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('answers HEAD without the content', async () => {
    const { status, text, headers } = await call(`${api.url}/assets/index-4f2a.js`, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('cache-control')).toContain('immutable');
  });

  test.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/..%5c..%5cpackage.json'])(
    'cannot be outside the folder: %s',
    async (path) => {
      const answer = await raw(path, {});
      expect(answer.statusCode).toBe(404);
      expect(answer.content.toString()).not.toContain('workspaces');
    },
  );
});

test('sends the page’s policy with every answer of the page, and the API’s own policy with the API’s answers', async () => {
  for (const path of ['/', '/assets/index-4f2a.js', '/nowhere', '/assets/gone.js']) {
    const { headers } = await call(`${api.url}${path}`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' https://login.example.org;");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('camera=()');
  }
  const { headers } = await call(`${api.url}/v1/films`);
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
});

test('makes the start page, which names the visitor’s origin, only when the origin changes', async () => {
  let made = 0;
  const content = Buffer.from(INDEX);
  content.toString = () => {
    made += 1;
    return INDEX;
  };
  const page = new Map([['/index.html', { extension: '.html', content, etag: '"x"', encoded: {} }]]);
  const counting = await startApi({ edge: { page } });
  try {
    for (const host of ['a.test', 'a.test', 'b.test']) await raw('/', { host }, counting);
    expect(made).toBe(2);
    // At /index.html it is the same page, which CloudFront serves from the bucket.
    const [start, index] = await Promise.all(
      ['/', '/index.html'].map((path) => raw(path, { host: 'b.test' }, counting)),
    );
    expect([index?.statusCode, index?.content]).toEqual([200, start?.content]);
    expect(made).toBe(2);
  } finally {
    await counting.close();
  }
});

test('serves the API, and no page, when the page is not built', async () => {
  const without = await startApi({ edge: { page: await readPageFiles(join(folder, 'none')) } });
  try {
    expect((await call(`${without.url}/`)).status).toBe(404);
    expect((await call(`${without.url}/v1/health`)).status).toBe(200);
  } finally {
    await without.close();
  }
});
