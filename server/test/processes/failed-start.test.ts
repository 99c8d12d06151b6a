import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startRefusingProxy, type RefusingProxy } from '../../testing/chaos/refusing-proxy.ts';
import { startDynalite } from '../../testing/stores/dynalite-store.ts';
import { useDataFolder, run, type Running } from '../../testing/processes/product.ts';

const ROOT = join(import.meta.dirname, '../../..');
const STACK = /^\s+at /m;

const data = useDataFolder();
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

/** Starts a DynamoDB that refuses an operation, or never answers it. */
async function refusingStore(operation: string, treatment: 'refuse' | 'hold' | Promise<unknown>) {
  const store = await startDynalite();
  cleanUps.push(store.close);
  const proxy = await startRefusingProxy(store.endpoint, operation, treatment);
  cleanUps.push(proxy.close);
  return proxy;
}

function start(settings: Record<string, string>): Running {
  const running = run('local.ts', [], { MARQUEE_DATA_DIR: data.path, MARQUEE_RATE_LIMIT: '0', ...settings });
  data.end(running);
  return running;
}

/** Sends a request as soon as the process listens, which is before it is ready. */
async function ask(port: string): Promise<Response> {
  for (;;) {
    try {
      return await fetch(`http://127.0.0.1:${port}/v1/health`);
    } catch (error) {
      if (!String((error as { cause?: unknown }).cause).includes('ECONNREFUSED')) throw error;
    }
  }
}

/**
 * Resolves with the exit code, or with `started` if the start succeeds. A server that has
 * started does not exit, so the test would otherwise wait until its timeout.
 */
function endOf(starting: Running): Promise<unknown> {
  return starting.says(/Marquee is at/).then(
    () => 'started',
    () => starting.ended,
  );
}

/**
 * Each entry has the failure, the expected output, and a function that causes the failure and returns the settings to
 * use.
 */
const FAILURES: [string, RegExp, () => Promise<Record<string, string>>][] = [
  [
    'the tables cannot be made',
    /^The tables cannot be created in DynamoDB at .*CreateTable is refused/,
    async () => ({ MARQUEE_DYNAMODB_ENDPOINT: (await refusingStore('CreateTable', 'refuse')).endpoint }),
  ],
  [
    'the store is silent',
    /^The tables cannot be created in DynamoDB at .*: it does not answer \(MARQUEE_DYNAMODB_ENDPOINT/,
    async () => ({ MARQUEE_DYNAMODB_ENDPOINT: (await refusingStore('CreateTable', 'hold')).endpoint }),
  ],
  [
    'a file is where the snapshots should be',
    /^The data folder .* cannot be used: ENOTDIR: .*snapshots'\. A file is where a folder should be: move it away/,
    async () => {
      await writeFile(join(data.path, 'snapshots'), '');
      return {};
    },
  ],
  [
    'the sample cannot be imported',
    /^The sample films cannot be imported: .*UpdateItem is refused/,
    async () => ({ MARQUEE_DYNAMODB_ENDPOINT: (await refusingStore('UpdateItem', 'refuse')).endpoint }),
  ],
  [
    'the films cannot be read for the index',
    /^The films cannot be loaded for search: .*Scan is refused/m,
    async () => ({ MARQUEE_DYNAMODB_ENDPOINT: (await refusingStore('Scan', 'refuse')).endpoint }),
  ],
  [
    'the development issuer cannot start',
    /^The development issuer cannot start: .*oidc-issuer\.json/,
    async () => {
      await mkdir(join(data.path, 'oidc-issuer.json'));
      return {};
    },
  ],
  [
    'a file of the certificate is missing',
    /^The file that TLS_CERT names cannot be read: .*nowhere\.pem/,
    () => Promise.resolve({ TLS_CERT: '/nowhere.pem', TLS_KEY: '/nowhere.pem' }),
  ],
  [
    'the certificate is not PEM',
    /^TLS_CERT and TLS_KEY must name the PEM files of a certificate and its key: /,
    async () => {
      const file = join(data.path, 'garbage.pem');
      await writeFile(file, 'garbage');
      return { TLS_CERT: file, TLS_KEY: file };
    },
  ],
  [
    'the address belongs to another machine',
    /^The product cannot listen on HOST 192\.0\.2\.1, PORT \d+: .*EADDRNOTAVAIL/,
    () => Promise.resolve({ HOST: '192.0.2.1' }),
  ],
  [
    'the data folder is a file',
    /^The data folder .*file \(MARQUEE_DATA_DIR\) cannot be used: /,
    async () => {
      await writeFile(join(data.path, 'file'), '');
      return { MARQUEE_DATA_DIR: join(data.path, 'file') };
    },
  ],
];

describe('a failing start ends the process with the reason in words', () => {
  test.each(FAILURES)('when %s', async (_name, reason, fail) => {
    const failed = start({ PORT: await freePort(), ...(await fail()) });
    expect(await endOf(failed)).toBe(1);
    expect(failed.output()).toMatch(reason);
    expect(failed.output()).not.toMatch(STACK);
  });

  test('and the next start works if the cause is gone', async () => {
    const issuerFile = join(data.path, 'oidc-issuer.json');
    await mkdir(issuerFile);
    expect(await endOf(start({ PORT: '0' }))).toBe(1);
    await rm(issuerFile, { recursive: true });
    expect(await endOf(start({ PORT: '0' }))).toBe('started');
  });

  test('when the files of the page cannot be read', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'marquee-copy-'));
    cleanUps.push(() => rm(copy, { recursive: true }));
    for (const part of ['server/src', 'server/data', 'server/package.json']) {
      await cp(join(ROOT, part), join(copy, part), { recursive: true });
    }
    for (const modules of ['node_modules', 'server/node_modules'])
      await symlink(join(ROOT, modules), join(copy, modules));
    await mkdir(join(copy, 'client'));
    await writeFile(join(copy, 'client/dist'), 'no folder');
    const failed = run(join(copy, 'server/src/entrypoints/local.ts'), [], { PORT: '0', MARQUEE_DATA_DIR: data.path });
    expect(await endOf(failed)).toBe(1);
    expect(failed.output()).toMatch(/^The files of the page in .*dist cannot be read: ENOTDIR/);
    expect(failed.output()).not.toMatch(STACK);
  });

  test('but first answers a request that arrives during the start with 503 and Retry-After', async () => {
    const port = await freePort();
    const { promise: requested, resolve: requestSent } = Promise.withResolvers<unknown>();
    const { endpoint, asked } = await refusingStore('UpdateItem', requested);
    const failed = start({ PORT: port, MARQUEE_DYNAMODB_ENDPOINT: endpoint });
    const answer = ask(port);
    await asked;
    requestSent(undefined);
    const { status, headers } = await answer;
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(await endOf(failed)).toBe(1);
  });
});

describe('a signal during the start', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '(%s) ends the process, no matter what the start is waiting for',
    async (signal) => {
      const { endpoint, asked }: RefusingProxy = await refusingStore('Scan', 'hold');
      const starting = start({ PORT: '0', MARQUEE_DYNAMODB_ENDPOINT: endpoint });
      await Promise.race([asked, starting.ended]);
      starting.process.kill(signal);
      expect(await starting.ended).toBe(0);
      expect(starting.output()).toBe('');
    },
  );
});
