import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { startRefusingProxy } from '../../testing/chaos/refusing-proxy.ts';
import { startDynalite } from '../../testing/stores/dynalite-store.ts';
import { useDataFolder, tokenOf } from '../../testing/processes/product.ts';

const ROOT = join(import.meta.dirname, '../../..');

const data = useDataFolder();

type Response = { statusCode: number; headers: Record<string, string>; body?: Record<string, unknown> };

/** Runs `npm run --silent invoke:local -- ...args` in a folder of the repository. */
async function invoke(args: readonly string[], { folder = '.', settings = {} } = {}) {
  const child = spawn('npm', ['run', '--silent', 'invoke:local', '--', ...args], {
    cwd: join(ROOT, folder),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], MARQUEE_DATA_DIR: data.path, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, log, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, out, log, response: () => JSON.parse(out) as Response };
}

/**
 * An answer as JSON, without the time that it took and without the text of its cursor. Clients must not read a cursor,
 * and every new rule of ranking changes it.
 */
function stablePart(answer: string): unknown {
  const { nextCursor, ...rest } = JSON.parse(answer) as Record<string, unknown>;
  return { ...rest, hasNextCursor: typeof nextCursor === 'string', tookMs: undefined };
}

describe('npm run invoke:local', () => {
  test('makes the search of README.md, and its answer is the one that README.md shows', async () => {
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    const [, target = '', shown = ''] = /^\$ curl 'http:\/\/localhost:3030(.*)'\n(\{.*\})$/m.exec(readme) ?? [];
    const { response } = await invoke(['GET', target]);
    expect(stablePart(JSON.stringify(response().body))).toEqual(stablePart(shown));
  });

  test.each(['.', 'server'])(
    'makes one search when it is called in %s without an argument, and prints only JSON',
    async (folder) => {
      const { code, log, response } = await invoke([], { folder });
      expect(code).toBe(0);
      const { statusCode, headers, body } = response();
      expect({ statusCode, type: headers['content-type'] }).toEqual({ statusCode: 200, type: 'application/json' });
      expect(body?.['items']).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'the-godfather-1972' })]));
      // The handler's log goes to standard error.
      expect(log).toContain('"type":"catalogue-loaded"');
    },
  );

  test('builds the bundles only when their sources have changed', async () => {
    await invoke(['GET', '/v1/health']);
    const bundle = join(ROOT, 'server/dist/api-lambda/index.mjs');
    const { mtimeMs } = await stat(bundle);
    expect((await invoke(['GET', '/v1/health'])).log).not.toContain('Building');
    expect((await stat(bundle)).mtimeMs).toBe(mtimeMs);
  });

  test('writes with a token, to the same data as the server', async () => {
    const body = '{"title":"By Lambda","year":2020}';
    const anonymous = await invoke(['POST', '/v1/films', '--body', body]);
    expect([anonymous.response().statusCode, anonymous.code]).toEqual([401, 0]);
    const bearer = ['--header', `Authorization: Bearer ${await tokenOf(data.path)}`];
    const created = (await invoke(['POST', '/v1/films', '--body', body, ...bearer])).response();
    expect(created.statusCode).toBe(201);
    expect(created.headers['location']).toBe('/v1/films/by-lambda-2020');

    const server = await data.start();
    expect((await call(`${server.url}/v1/films?q=by+lambda`)).body['total']).toBe(1);
    const ifMatch = ['--header', 'If-Match: "1"'];
    const removed = await invoke(['DELETE', '/v1/films/by-lambda-2020', ...ifMatch, ...bearer]);
    expect(removed.response().statusCode).toBe(204);
    expect((await call(`${server.url}/v1/films/by-lambda-2020`)).status).toBe(404);
  });

  test('reads an event from a file, and explains its usage when it is called wrongly', async () => {
    const event = {
      version: '2.0',
      rawPath: '/v1/health',
      headers: { Accept: '*/*' },
      requestContext: { requestId: 'r', http: { method: 'GET', path: '/v1/health' } },
    };
    const file = (name: string) => join(data.path, name);
    await writeFile(file('event.json'), JSON.stringify(event));
    expect((await invoke(['--event', file('event.json')])).response().statusCode).toBe(200);
    await writeFile(file('empty.json'), '{}');
    const empty = await invoke(['--event', file('empty.json')]);
    expect([empty.code, empty.out]).toEqual([1, '']);
    expect(empty.log).toContain('payload format 2.0');
    const wrong = await invoke(['GET']);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.log).toContain('Usage:');
  });

  test('ends with exit code 1 when the answer is a 5xx', async () => {
    const store = await startDynalite();
    // The first call creates the tables and imports the sample; the second call cannot read the tables.
    const first = await invoke([], { settings: { MARQUEE_DYNAMODB_ENDPOINT: store.endpoint } });
    expect(first.code).toBe(0);
    const proxy = await startRefusingProxy(store.endpoint, 'Scan', 'refuse');
    const { code, response } = await invoke([], { settings: { MARQUEE_DYNAMODB_ENDPOINT: proxy.endpoint } });
    proxy.close();
    await store.close();
    expect(response().statusCode).toBeGreaterThanOrEqual(500);
    expect(code).toBe(1);
  });
});
