import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { developmentIdentity } from '../../src/adapters/local/oidc/development-identity.ts';
import { mintDevelopmentToken } from '../../src/adapters/local/oidc/development-token.ts';
import { SCOPE_NAMES } from '../../src/domain/scopes.ts';
import { writeWith } from '../api/client.ts';
import { run, type Running } from './run-process.ts';

export { run, runProgram, type Running } from './run-process.ts';

/** Makes a new data folder for a test. */
export async function makeDataDir(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'marquee-data-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A data folder for each test of a file, and processes that end with the test. */
export type DataFolder = {
  readonly path: string;
  /** Starts the product over the folder; see {@link startProduct}. */
  readonly start: (settings?: Record<string, string>) => Promise<Running & { url: string }>;
  /** Ends the process when the test ends, even if the test fails. */
  readonly end: (running: Running) => void;
};

/** Registers the hooks for {@link DataFolder}. Call it at the top of a test file. */
export function useDataFolder(): DataFolder {
  let data = { path: '', remove: () => Promise.resolve() };
  const started: Running[] = [];
  beforeEach(async () => {
    data = await makeDataDir();
  });
  afterEach(async () => {
    for (const { process: child, ended } of started.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    await data.remove();
  });
  return {
    get path() {
      return data.path;
    },
    start: async (settings) => {
      const product = await startProduct(data.path, settings);
      started.push(product);
      return product;
    },
    end: (running) => {
      started.push(running);
    },
  };
}

/** Makes a token that the product with this data folder accepts. */
export async function tokenOf(dataDir: string): Promise<string> {
  return mintDevelopmentToken(await developmentIdentity(dataDir), SCOPE_NAMES, Date.now());
}

/** Runs `npm start` on a free port without a rate limit. `call` sends a token with its writes. */
export async function startProduct(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<Running & { url: string }> {
  const running = run('local.ts', [], { PORT: '0', MARQUEE_DATA_DIR: dataDir, MARQUEE_RATE_LIMIT: '0', ...settings });
  const [, url = ''] = await running.says(/Marquee is at (\S+)[^]*writing {3}/);
  writeWith(await tokenOf(dataDir), url);
  return { ...running, url };
}

/** Runs `npm run films:import -- ...args` to its end. */
export async function importFilms(
  dataDir: string,
  ...args: string[]
): Promise<{ how: number | NodeJS.Signals; output: string }> {
  const running = run('films-import.ts', args, { MARQUEE_DATA_DIR: dataDir });
  return { how: await running.ended, output: running.output() };
}
