import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startDynalite, type TestStore } from '../../testing/stores/dynalite-store.ts';
import { useDataFolder, run, tokenOf } from '../../testing/processes/product.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FILM = { title: 'Guarded', year: 2001 };

const data = useDataFolder();

describe('npm run token', () => {
  const token = (...args: string[]) => run('token.ts', args, { MARQUEE_DATA_DIR: data.path });

  test('prints only a token, which the server that uses the same data folder accepts', async () => {
    const { url, output } = await data.start();
    expect(output()).toMatch(/issuer {4}http:\/\/127\.0\.0\.1:\d+, for development/);
    const writer = token('--scope', 'films:write,cache:purge');
    expect(await writer.ended).toBe(0);
    expect(writer.output()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const purger = token('--scope', 'cache:purge');
    await purger.ended;
    for (const [{ output: printed }, status] of [
      [writer, 201],
      [purger, 403],
    ] as const) {
      const headers = { authorization: `Bearer ${printed().trim()}` };
      expect((await call(`${url}/v1/films`, { method: 'POST', json: FILM, headers })).status).toBe(status);
      for (const part of printed().trim().split('.')) expect(output()).not.toContain(part);
    }
  });

  test('refuses a folder that no server uses, says what to do, and creates nothing in the folder', async () => {
    const running = await data.start();
    const elsewhere = join(data.path, 'mistyped');
    const mistyped = run('token.ts', ['--scope', 'films:write'], { MARQUEE_DATA_DIR: elsewhere });
    expect(await mistyped.ended).toBe(1);
    expect(mistyped.output()).toContain(`with the data folder ${elsewhere},`);
    expect(mistyped.output()).toMatch(/npm start.*MARQUEE_DATA_DIR/);
    expect(mistyped.output()).not.toMatch(/eyJ/);
    await expect(readdir(elsewhere)).rejects.toMatchObject({ code: 'ENOENT' });
    running.process.kill('SIGTERM');
    await running.ended;
    const late = token('--scope', 'films:write');
    expect(await late.ended).toBe(1);
    expect(late.output()).toContain('No development issuer runs');
  });

  test('refuses a folder whose server accepts no tokens of a development issuer', async () => {
    await data.start({ HOST: '0.0.0.0' });
    const called = token('--scope', 'films:write');
    expect(await called.ended).toBe(1);
    expect(called.output()).not.toMatch(/eyJ/);
  });

  test.each([[[]], [['--scope', 'everything']], [['--scope']], [['films:write']]])(
    'answers %j with its usage',
    async (args) => {
      const called = token(...args);
      expect(await called.ended).toBe(2);
      expect(called.output()).toContain('Usage:');
    },
  );

  test('says that tokens come from the configured issuer if the settings name one', async () => {
    const called = run('token.ts', ['--scope', 'films:write'], { MARQUEE_OIDC_ISSUER: 'https://id.example.org' });
    expect(await called.ended).toBe(1);
    expect(called.output()).toContain('https://id.example.org');
  });
});

describe('/v1/config', () => {
  test('names the development issuer, at which people sign in', async () => {
    const { url } = await data.start();
    const { body } = await call(`${url}/v1/config`);
    const { issuer, clientId } = body['oidc'] as { issuer: string; clientId: string };
    const discovery = await call(`${issuer}/.well-known/openid-configuration`);
    expect(discovery.body).toMatchObject({ issuer, code_challenge_methods_supported: ['S256'] });
    expect(clientId).toBe('marquee-page');
  });

  test('names the operator’s issuer if one is configured, and then no development issuer runs', async () => {
    const settings = {
      MARQUEE_OIDC_ISSUER: 'https://id.example.org/',
      MARQUEE_OIDC_AUDIENCE: 'api',
      MARQUEE_OIDC_CLIENT_ID: 'abc',
      MARQUEE_OIDC_SCOPE: 'openid api/films:write',
    };
    const { url, output } = await data.start(settings);
    expect(output()).not.toContain('for development');
    expect((await call(`${url}/v1/config`)).body).toMatchObject({
      oidc: { issuer: 'https://id.example.org/', clientId: 'abc', audience: 'api', scope: 'openid api/films:write' },
    });
  });
});

describe('a server that other machines can reach', () => {
  test.each([
    ['no issuer', {}, 'Set MARQUEE_OIDC_ISSUER'],
    ['a loopback issuer', { MARQUEE_OIDC_ISSUER: 'http://localhost:1', MARQUEE_OIDC_AUDIENCE: 'a' }, 'loopback'],
  ])(
    'with %s answers reads, and reports in the answer, in health and in the log that it refuses writes',
    async (_name, settings, remedy) => {
      const { url, output } = await data.start({ HOST: '0.0.0.0', ...(settings as Record<string, string>) });
      expect((await call(`${url}/v1/films?q=godfather`)).body['total']).toBe(3);
      for (const init of [{}, { anonymous: true }]) {
        const answer = await call(`${url}/v1/films`, { method: 'POST', json: FILM, ...init });
        expectProblem(answer, 403);
        expect(answer.body['detail']).toContain(remedy);
        expect(answer.headers.get('retry-after')).toBeNull();
      }
      expect((await call(`${url}/v1/health`)).body['writes']).toMatchObject({ accepted: false });
      expect((await call(`${url}/v1/config`)).body).toMatchObject({ oidc: null });
      expect(output().match(/"type":"writes-refused"/g)).toHaveLength(1);
      expect(output()).not.toContain('for development');
    },
  );
});

test('the server refuses TLS_CERT without TLS_KEY', async () => {
  const wrong = run('local.ts', [], { PORT: '0', MARQUEE_DATA_DIR: data.path, TLS_CERT: 'cert.pem' });
  expect(await wrong.ended).toBe(1);
  expect(wrong.output()).toContain('TLS_CERT, TLS_KEY');
});

describe('a server that receives SIGTERM', () => {
  test('answers every request that was accepted before the signal, even under load', async () => {
    const product = await data.start();
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    const token = await tokenOf(data.path);
    const outcomes: string[] = [];
    let answered = 0;
    /** Sends one request and returns how it ended. A request may fail only if its connection was never accepted. */
    const send = (i: number) =>
      new Promise<string>((resolve) => {
        const isWrite = i % 2 === 0;
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const options = { agent, headers, method: isWrite ? 'POST' : 'GET' };
        const sent = request(`${product.url}/v1/films`, options, (response) => {
          response.resume().on('end', () => {
            resolve(String(response.statusCode));
          });
          response.on('error', () => {
            resolve('broke off');
          });
        });
        sent.on('error', (error: NodeJS.ErrnoException) => {
          resolve(sent.reusedSocket ? `dropped (${error.code ?? ''})` : 'never accepted');
        });
        sent.end(isWrite ? JSON.stringify({ title: `Load ${String(i)}`, year: 2000 }) : undefined);
      });
    let refused = false;
    const clients = Array.from({ length: 32 }, async (_, client) => {
      for (let i = client; !refused; i += 32) {
        const outcome = await send(i);
        refused ||= outcome === 'never accepted';
        if (!refused) answered += 1;
        outcomes.push(outcome);
        if (answered === 300) product.process.kill('SIGTERM');
      }
    });
    await Promise.all(clients);
    expect([await product.ended, product.output()]).toEqual([0, expect.any(String)]);
    agent.destroy();
    expect(answered).toBeGreaterThan(300);
    expect([...new Set(outcomes)].sort()).toEqual(['200', '201', 'never accepted']);
  });

  test('waits for a body that is still being sent', async () => {
    const product = await data.start();
    const headers = { authorization: `Bearer ${await tokenOf(data.path)}`, 'content-type': 'application/json' };
    const sent = request(`${product.url}/v1/films`, { method: 'POST', headers });
    sent.write('{"title":"Late",');
    await call(`${product.url}/v1/films?limit=1`);
    product.process.kill('SIGTERM');
    while (await call(`${product.url}/v1/films?limit=1`).then(Boolean, () => false));
    sent.end('"year":2001}');
    const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(201);
    expect(await product.ended).toBe(0);
  });
});

describe('the Lambda bundle', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await startDynalite();
    const client = createDynamoClient(store.endpoint);
    await createMissingTable(client, 'films', FILMS_TABLE);
    client.destroy();
  });

  afterAll(() => store.close());

  const EVENTS = ['GET /v1/films', 'POST /v1/films', 'GET /v1/health', 'GET /v1/config'].map((line) => {
    const [method = '', target = ''] = line.split(' ');
    return toHttpApiEvent({ method, target, headers: { 'X-Forwarded-Proto': 'https' } });
  });
  const SCRIPT = `
    const { handler } = await import(process.argv[1]);
    for (const event of JSON.parse(process.argv[2])) console.log(JSON.stringify(await handler(event, {})));`;

  /** Invokes the bundle as AWS does, with nothing in the environment that identifies a developer's machine. */
  async function invoke(settings: Record<string, string>) {
    const bundle = join(ROOT, 'server/dist/api-lambda/index.mjs');
    const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, bundle, JSON.stringify(EVENTS)], {
      env: {
        ...{ AWS_REGION: 'local', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
        ...{
          AWS_ENDPOINT_URL: store.endpoint,
          MARQUEE_FILMS_TABLE: 'films',
          MARQUEE_SNAPSHOTS: '/nowhere/snapshots',
          MARQUEE_CACHE_TABLE: 'cache',
          ...settings,
        },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, log] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const results = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { statusCode: number; headers: object; body: string });
    return { results, log };
  }

  test.each([
    ['without an issuer', {}, 'Set MARQUEE_OIDC_ISSUER'],
    [
      'with an issuer on loopback',
      { MARQUEE_OIDC_ISSUER: 'http://127.0.0.1:9', MARQUEE_OIDC_AUDIENCE: 'a' },
      'loopback',
    ],
    [
      'with an issuer that is not a URL',
      { MARQUEE_OIDC_ISSUER: 'nonsense', MARQUEE_OIDC_AUDIENCE: 'a' },
      'is not a URL',
    ],
  ])(
    '%s answers reads, and reports in the answer, in health and in the log that it refuses writes',
    async (_name, settings, remedy) => {
      const { results, log } = await invoke(settings);
      expect(results.map(({ statusCode }) => statusCode)).toEqual([200, 403, 200, 200]);
      expect(results[1]?.body).toContain(remedy);
      expect(JSON.parse(results[2]?.body ?? '')).toMatchObject({ status: 'ok', writes: { accepted: false } });
      expect(JSON.parse(results[3]?.body ?? '')).toMatchObject({ oidc: null });
      expect(log.match(/"level":"warn","type":"writes-refused"/g)).toHaveLength(1);
      expect(results[0]?.headers).toMatchObject({ 'strict-transport-security': 'max-age=31536000' });
    },
  );

  test('with an issuer requires a token for a write', async () => {
    const settings = { MARQUEE_OIDC_ISSUER: 'https://id.example.org', MARQUEE_OIDC_AUDIENCE: 'a' };
    const { results, log } = await invoke(settings);
    expect(results.map(({ statusCode }) => statusCode)).toEqual([200, 401, 200, 200]);
    expect(log).not.toContain('writes-refused');
  });

  test.each(['api-lambda', 'import-lambda', 'purge-lambda', 'snapshot-lambda'])(
    '%s contains no part of the development issuer',
    async (name) => {
      const folder = join(ROOT, 'server/dist/source-maps', name);
      const maps = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.map'));
      const read = maps.map(
        async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as { sources: string[] },
      );
      const sources = (await Promise.all(read)).flatMap((map) => map.sources);
      expect(sources.length).toBeGreaterThan(50);
      const foreign = /node_modules\/(oidc-provider|koa|express|cors|dynalite)\/|oidc\/development-(?!token)/;
      expect(sources.filter((source) => foreign.test(source))).toEqual([]);
    },
  );
});

test('the examples in docs/authorization.md do what they say', async () => {
  const { url } = await data.start();
  const docs = await readFile(join(ROOT, 'docs/authorization.md'), 'utf8');
  const blocks = [...docs.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  const script = blocks.join('\n').replaceAll('http://localhost:3030', url);
  const promised = [...script.matchAll(/^# (\d{3})/gm)].map(([, status]) => status);
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], MARQUEE_DATA_DIR: data.path };
  const child = spawn('bash', ['-eu', '-c', script], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, log] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const statuses = [...out.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
  expect({ statuses, log: statuses.length === promised.length ? '' : log }).toEqual({ statuses: promised, log: '' });
  expect(promised.length).toBeGreaterThanOrEqual(5);
});
