import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as send, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPageFiles } from '../../src/adapters/driving/express/page-files.ts';
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
});

afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

/** As it comes over the wire: `fetch` would uncompress it. */
async function raw(path: string, headers: Record<string, string>): Promise<IncomingMessage & { content: Buffer }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send(`${api.url}${path}`, { headers }, resolve).on('error', reject).end();
  });
  return Object.assign(response, { content: await buffer(response) });
}

describe('a route of the page', () => {
  test.each(['/', '/?q=godfather', '/films/the-godfather-1972', '/films/the-godfather-1972/edit', '/movies', '/add'])(
    '%s is answered with index.html, to be asked for again each time',
    async (path) => {
      const answer = await call(`${api.url}${path}`);
      expect([answer.status, answer.text]).toEqual([200, INDEX]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  test('that the router does not have is a 404, with index.html to say so', async () => {
    const answer = await call(`${api.url}/nowhere/at/all`);
    expect([answer.status, answer.text]).toEqual([404, INDEX]);
  });

  test('is never answered by the page under /v1', async () => {
    expectProblem(await call(`${api.url}/v1/nowhere`), 404);
    expectProblem(await call(`${api.url}/v1`), 404);
  });

  test('takes no other method', async () => {
    expect((await call(`${api.url}/films/x`, { method: 'POST', json: {} })).status).toBe(404);
  });
});

describe('a file of the page', () => {
  test('with a hash in its name may be kept for ever, one without is asked for again', async () => {
    const hashed = await call(`${api.url}/assets/index-4f2a.js`);
    expect(hashed.text).toBe(SCRIPT);
    expect(hashed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const icon = await call(`${api.url}/favicon.svg`);
    expect(icon.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(icon.headers.get('cache-control')).toBe('no-cache');
  });

  test('that an older build had is a 404, not index.html in the place of a script', async () => {
    const answer = await call(`${api.url}/assets/index-0000.js`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('film');
  });

  test('that has not changed is not sent again', async () => {
    const { headers } = await raw('/', {});
    const again = await raw('/', { 'if-none-match': headers.etag ?? '' });
    expect([again.statusCode, again.content.length]).toEqual([304, 0]);
    // RFC 9110, section 15.4.5: what the 200 would have said about keeping it.
    expect(again.headers['cache-control']).toBe('no-cache');
  });

  test.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('is compressed for who accepts %s', async (accepted, encoding, decode) => {
    const answer = await raw('/assets/index-4f2a.js', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toContain('accept-encoding');
    expect(Number(answer.headers['content-length'])).toBe(answer.content.length);
    expect(decode(answer.content).toString()).toBe(SCRIPT);
  });

  test('is not compressed for who does not accept it, nor when it is small', async () => {
    const plain = await raw('/assets/index-4f2a.js', {});
    expect([plain.headers['content-encoding'], plain.content.toString()]).toEqual([undefined, SCRIPT]);
    const small = await raw('/favicon.svg', { 'accept-encoding': 'br' });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('has a head without the content', async () => {
    const { status, text, headers } = await call(`${api.url}/assets/index-4f2a.js`, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('cache-control')).toContain('immutable');
  });

  test.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/..%5c..%5cpackage.json'])(
    'is none outside the folder: %s',
    async (path) => {
      const answer = await raw(path, {});
      expect(answer.statusCode).toBe(404);
      expect(answer.content.toString()).not.toContain('workspaces');
    },
  );
});

test('every answer of the page carries the policy of the page, and the API one of its own', async () => {
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

test('a page that is not built is not there, and the API is', async () => {
  const without = await startApi({ edge: { page: await readPageFiles(join(folder, 'none')) } });
  try {
    expect((await call(`${without.url}/`)).status).toBe(404);
    expect((await call(`${without.url}/v1/health`)).status).toBe(200);
  } finally {
    await without.close();
  }
});
