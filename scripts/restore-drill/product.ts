import { spawn, type StdioOptions } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Settings of a process that uses a films table in AWS, and nothing else of the environment. */
export type TableSettings = Readonly<Record<string, string>>;

/**
 * @param folder for everything that the process keeps on this machine
 * @param attributes the declared attributes of the environment, as JSON
 */
export function settingsFor(table: string, environment: string, attributes: string, folder: string): TableSettings {
  // Empty settings count as absent. They are here so that a file .env cannot set them.
  const keys = ['MARQUEE_TMDB_TOKEN', 'MARQUEE_OMDB_KEY'];
  const absent = [
    ...keys,
    'MARQUEE_OPERATIONS_PORT',
    'MARQUEE_SNAPSHOTS',
    'MARQUEE_OPENSEARCH_ENDPOINT',
    'MARQUEE_OIDC_ISSUER',
    'MARQUEE_OIDC_AUDIENCE',
  ];
  const closed = ['MARQUEE_METRICS_OPEN', 'MARQUEE_SEARCHES_WITHOUT_RESULTS'];
  return {
    ...Object.fromEntries([...absent, 'MARQUEE_CORS_ORIGINS', 'TLS_CERT', 'TLS_KEY'].map((name) => [name, ''])),
    ...Object.fromEntries(closed.map((name) => [name, 'false'])),
    ...{
      HOST: '127.0.0.1',
      PORT: '0',
      MARQUEE_RATE_LIMIT: '0',
      MARQUEE_TRUSTED_PROXIES: '0',
      MARQUEE_DATA_DIR: folder,
    },
    // The drill must not write to the index of the environment.
    MARQUEE_SEARCH: 'memory',
    MARQUEE_DYNAMODB_ENDPOINT: 'aws',
    MARQUEE_FILMS_TABLE: table,
    // Nothing is written to the cache: without a key of the movie provider there are no movies, without a token nobody writes films,
    // and searches without results are not counted.
    MARQUEE_CACHE_TABLE: `marquee-${environment}-cache`,
    MARQUEE_ATTRIBUTES: attributes,
  };
}

/** Exports a table to a file. */
export async function exportTable(settings: TableSettings, file: string, env: NodeJS.ProcessEnv, signal: AbortSignal) {
  const args = ['server/src/entrypoints/films-export.ts', '--out', file];
  await run('export', args, { ...env, ...settings }, signal);
}

/** Runs npm start over a table, and verifies it as npm run verify does. */
export async function verifyOver(settings: TableSettings, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const args = [
    'scripts/build-then-run.ts',
    'page',
    'server/src/entrypoints/local.ts',
    '--parent',
    String(process.pid),
  ];
  const { child: server, ended } = start(args, { ...env, ...settings }, signal, ['ignore', 'pipe', 'inherit']);
  try {
    const address = server.stdout && (await Promise.race([addressFrom(server.stdout), ended.then(() => undefined)]));
    signal.throwIfAborted();
    if (!address) throw new Error('The product could not start over the restored table: see above.');
    const verifying = ['scripts/verify/main.ts', address, '--wait', '60'];
    await run('verification', verifying, { ...env, MARQUEE_TOKEN: '' }, signal);
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

async function addressFrom(output: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += new TextDecoder().decode(chunk);
    const [, address] = /Marquee is at (\S+)\n/.exec(text) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('The product ended before it could be used: see above.');
}

async function run(what: string, args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const code = await start(args, env, signal, 'inherit').ended;
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The ${what} failed: see above.`);
}

/**
 * Starts a program of this repository. `ended` resolves with its exit code once the process has ended, even after an
 * abort: the caller deletes the folder in which the process writes.
 */
function start(args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal, stdio: StdioOptions) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio, signal });
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  // An abort is an error of the child too.
  child.on('error', () => undefined).on('close', resolve);
  return { child, ended };
}
