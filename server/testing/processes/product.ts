import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach } from '@jest/globals';
import { developmentIdentity } from '../../src/adapters/local/oidc/development-identity.ts';
import { mintDevelopmentToken } from '../../src/adapters/local/oidc/development-token.ts';
import { SCOPE_NAMES } from '../../src/domain/scopes.ts';
import { writeWith } from '../api/client.ts';

/**
 * NODE_COMPILE_CACHE is passed on because it names the cache of compiled code that all checks of `npm run check` share.
 * With this cache, a start takes a quarter less time.
 */
const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
const ENTRYPOINTS = join(import.meta.dirname, '../../src/entrypoints');

/** A command of the product, running as a process of its own. */
export type Running = {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  /** Standard output and error so far, together. */
  readonly output: () => string;
  /** Resolves when the output matches the pattern; rejects when the process ends before that. */
  readonly says: (pattern: RegExp) => Promise<RegExpMatchArray>;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
};

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

export function run(entrypoint: string, args: readonly string[], settings: Record<string, string>): Running {
  return runProgram(process.execPath, [resolve(ENTRYPOINTS, entrypoint), ...args], settings);
}

/**
 * Runs any program. From this process's environment, the program inherits only the three variables above. By default it
 * runs in the repository's root.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  settings: Record<string, string>,
  folder = join(ENTRYPOINTS, '../../..'),
): Running {
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of waiting) look();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    process: child,
    output: () => output,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = output.match(pattern);
          if (!match) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        void ended.then((how) => {
          reject(new Error(`ended with ${String(how)} and never printed ${String(pattern)}:\n${output}`));
        });
      }),
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
