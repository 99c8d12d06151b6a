import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { syntheticFilms } from '../films/synthetic-films.ts';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { say } from '../progress.ts';
import { printTable } from '../search/report/print-table.ts';
import { bundleNaive } from './bundle-naive.ts';
import { coldTable, type Bar } from './cold-table.ts';
import { readOptions, USAGE, type ColdBenchOptions } from './options.ts';
import { toHttpApiEvent } from '../../server/src/adapters/driving/http/http-api-event.ts';
import { startOnce, type Start, type StartKind } from './starts.ts';
import type { Stores } from './stores-process.ts';

const BUNDLE = resolve(import.meta.dirname, '../../server/dist/api-lambda/index.mjs');
const FILMS_OF_DATA_SET = 36_273;

/**
 * How many milliseconds longer than bare Node the naive bundle took on the machine where the bars below were set. A bar
 * (`barMs`) says how many milliseconds longer than bare Node a first answer may take on that machine.
 */
const NAIVE_MS = 110;
const BARE: StartKind = { name: 'bare Node' };

function kindsFor({ queries }: Stores): readonly (StartKind & Bar)[] {
  const get = (target: string) => ({ bundle: BUNDLE, event: toHttpApiEvent({ method: 'GET', target }) });
  const search = (q: string) => get(`/v1/films?${new URLSearchParams({ q }).toString()}`);
  return [
    { name: 'health', call: get('/v1/health'), barMs: 60 },
    { name: 'search for a title', call: search(queries.title), barMs: 100 },
    // Opening the synopses may take 80 ms more.
    { name: 'search for a plot', call: search(queries.plot), barMs: 180 },
  ];
}

async function benchCold({ data, samples }: ColdBenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-bench-'));
  let storesProcess: ChildProcess | undefined;
  try {
    say('Filling the stores');
    storesProcess = fork(join(import.meta.dirname, 'stores-process.ts'), [data ?? (await madeFilms(folder))], {
      env: { PATH: process.env['PATH'], MARQUEE_DATA_DIR: join(folder, 'data') },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const stores = await announced(storesProcess);
    const loadBefore = loadavg()[0] ?? 0;
    const naive = { name: 'naive bundle', call: { bundle: await bundleNaive(folder), event: {} } };
    const kinds = kindsFor(stores);
    const starts = await measure([BARE, naive, ...kinds], stores, samples);
    process.stdout
      .write(`${printTable(coldTable({ bare: BARE.name, naive: naive.name, naiveMs: NAIVE_MS }, kinds, starts, stores))}
Node ${process.versions.node} on ${String(cpus().length)} cores of ${cpus()[0]?.model.trim() ?? ''}; load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after.
`);
  } finally {
    storesProcess?.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function madeFilms(folder: string): Promise<string> {
  const file = join(folder, 'films.jsonl');
  const rows = syntheticFilms(FILMS_OF_DATA_SET, 1).map(({ attributes }) => `${JSON.stringify(attributes)}\n`);
  await writeFile(file, rows.join(''));
  return file;
}

async function announced(child: ChildProcess): Promise<Stores> {
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`The process of the stores ended with code ${String(code)}.`);
  });
  const [stores] = (await Promise.race([once(child, 'message'), ended])) as [Stores];
  ended.catch(() => undefined);
  return stores;
}

/**
 * Starts one process of each kind in turn, so that other work on the machine affects all kinds alike. The first turn is
 * not counted, because it warms the disk cache.
 */
async function measure(
  kinds: readonly StartKind[],
  stores: Stores,
  samples: number,
): Promise<ReadonlyMap<string, readonly Start[]>> {
  say(`${String(samples)} starts of each kind`);
  const env = lambdaEnvironment(stores);
  const starts = new Map<string, Start[]>();
  for (let round = 0; round <= samples; round += 1) {
    for (const kind of kinds) {
      const start = await startOnce(kind, env);
      if (round > 0) starts.set(kind.name, [...(starts.get(kind.name) ?? []), start]);
    }
  }
  return starts;
}

/** The environment that the function has in AWS, except for the addresses of its stores. */
function lambdaEnvironment({ dynamodb, s3, snapshots }: Stores): NodeJS.ProcessEnv {
  return {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_S3: s3,
    MARQUEE_ENVIRONMENT: 'bench',
    MARQUEE_FILMS_TABLE: 'marquee-films',
    MARQUEE_CACHE_TABLE: 'marquee-cache',
    MARQUEE_SNAPSHOTS: snapshots,
    MARQUEE_TMDB_TOKEN_PARAMETER: '/marquee/tmdb-token',
    MARQUEE_PURGE_QUEUE_URL: 'http://127.0.0.1:9/purge',
  };
}

const options = readArguments(USAGE, process.argv.slice(2), (args) =>
  readOptions(args, process.env['MARQUEE_DATA_SET']),
);
if (options) await benchCold(options).catch(reportFailure);
