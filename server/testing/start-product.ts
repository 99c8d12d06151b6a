import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { developmentIdentity } from '../src/adapters/local/oidc/development-identity.ts';
import { mintDevelopmentToken } from '../src/adapters/local/oidc/development-token.ts';

const THIS_CHECKOUT = resolve(import.meta.dirname, '../..');

export type RunningProduct = {
  readonly url: string;
  readonly pid: number;
  /** A token that allows writing films and purging the cache for an hour. */
  readonly token: string;
  readonly dataDir: string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the product as `npm start` does, on a free port and without a rate limit. Unless the settings name a data folder,
 * it is new, and is removed when the product stops.
 *
 * @param data a file to import first; without it the product starts with its sample
 * @param settings environment variables in addition to those of the port and the folder
 * @param checkout the folder of another checkout whose product is started instead; its dependencies must be installed
 */
export async function startProduct(
  data: string | undefined,
  settings: Readonly<Record<string, string>> = {},
  checkout = THIS_CHECKOUT,
): Promise<RunningProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-bench-'));
  // Variables named MARQUEE_... are not passed on. They may be the settings of a product that the user runs, and the
  // load must not go to that product.
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('MARQUEE_'));
  const dataDir = settings['MARQUEE_DATA_DIR'] ?? join(folder, 'data');
  const own = { PORT: '0', HOST: '127.0.0.1', MARQUEE_DATA_DIR: dataDir, MARQUEE_RATE_LIMIT: '0' };
  const env = { ...Object.fromEntries(others), ...own, ...settings };
  let product: ChildProcess | undefined;
  const stop = async () => {
    if (product?.exitCode === null && product.kill('SIGTERM')) await once(product, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    if (data !== undefined) await finish(spawnNode(checkout, 'films-import.ts', [resolve(data)], env, 'ignore'));
    product = spawnNode(checkout, 'local.ts', [], env, 'pipe');
    const url = await announcedUrl(product);
    const token = mintDevelopmentToken(await developmentIdentity(dataDir), ['films:write', 'cache:purge'], Date.now());
    return { url, pid: product.pid ?? 0, token: await token, dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnNode(
  checkout: string,
  entrypoint: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  stdout: 'pipe' | 'ignore',
): ChildProcess {
  return spawn(process.execPath, [join(checkout, 'server/src/entrypoints', entrypoint), ...args], {
    env,
    stdio: ['ignore', stdout, 'inherit'],
  });
}

async function finish(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The import ended with code ${String(code)}.`);
}

/** The start-up message contains the address. The product prints it as soon as it can answer searches. */
async function announcedUrl(product: ChildProcess): Promise<string> {
  if (product.stdout) {
    for await (const line of createInterface({ input: product.stdout })) {
      const [url] = /http:\/\/localhost:\d+/.exec(line) ?? [];
      if (url === undefined) continue;
      // The rest of the output is not needed. It must be read nevertheless, because a full pipe would block the
      // product.
      product.stdout.resume();
      return url.replace('localhost', '127.0.0.1');
    }
  }
  throw new Error('The product ended before it printed its address.');
}
