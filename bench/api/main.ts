import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { say } from '../progress.ts';
import { printTable } from '../search/report/print-table.ts';
import { apiTable, routeFigures, type ApiReport } from './api-report.ts';
import { planRequests } from './api-requests.ts';
import type { LoadReport, LoadTask } from './load-generator.ts';
import { readOptions, USAGE, type ApiBenchOptions } from './options.ts';
import { readFilms } from './read-films.ts';
import { startProduct } from '../../server/testing/start-product.ts';
import { TmdbDouble } from '../../server/testing/tmdb-double/server.ts';

/** Number of requests in the plan. The plan starts over when all of them have been sent. */
const PLANNED = 8_000;
const WARM_UP_SECONDS = 3;

async function benchApi(options: ApiBenchOptions): Promise<void> {
  say(options.url === undefined ? 'Starting Marquee' : `Using ${options.url}`);
  const own = options.url === undefined ? await startOwn(options.data) : undefined;
  try {
    const report = await measure(own?.url ?? options.url ?? '', own?.token, options);
    await mkdir(dirname(options.out), { recursive: true });
    await writeFile(options.out, JSON.stringify(report, undefined, 2));
    print(report);
    say(`Figures are in ${options.out}`);
  } finally {
    await own?.stop();
  }
}

/** Starts Marquee with a stand-in for TMDB. */
async function startOwn(data: string | undefined) {
  const double = await TmdbDouble.start();
  const settings = {
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
  };
  const { url, token, stop } = await startProduct(data, settings);
  return {
    url,
    token,
    stop: async () => {
      await stop();
      await double.close();
    },
  };
}

/**
 * @param token a token for the server that this run has started; `undefined` for a server that was already running,
 * because that server gets only GET requests
 */
async function measure(url: string, token: string | undefined, options: ApiBenchOptions): Promise<ApiReport> {
  const { perSecond, seconds, connections, saturationSeconds, seed } = options;
  const films = await readFilms(url);
  if (films.length === 0) throw new Error(`There are no films at ${url}. Import some first.`);
  const requests = planRequests(films, seed, PLANNED, token);
  const reads = requests.filter(({ method }) => method === 'GET');
  say('Warming up');
  await load({ kind: 'fixed-rate', url, requests: reads, perSecond, seconds: WARM_UP_SECONDS });
  say(`${String(perSecond)} requests a second for ${String(seconds)} s`);
  const steady = await load({ kind: 'fixed-rate', url, requests, perSecond, seconds });
  say(`Saturating ${String(connections)} connections for ${String(saturationSeconds)} s`);
  const full = await load({ kind: 'saturate', url, requests: reads, connections, seconds: saturationSeconds });
  const answered = Object.values(full.micros).flat().length;
  return {
    at: new Date().toISOString(),
    node: process.versions.node,
    films: films.length,
    perSecond,
    routes: routeFigures(steady),
    sent: steady.sent,
    sentLate: steady.sentLate,
    errors: steady.errors,
    saturation: {
      connections,
      perSecond: Math.round((answered * 1000) / full.elapsedMs),
      errors: Object.values(full.errors).reduce((sum, count) => sum + count, 0),
    },
  };
}

/** Generates the load in a separate process. */
async function load(task: LoadTask): Promise<LoadReport> {
  const generator = fork(join(import.meta.dirname, 'load-process.ts'));
  generator.send(task);
  const [report] = (await Promise.race([
    once(generator, 'message'),
    once(generator, 'exit').then(() => {
      throw new Error('The load generator ended without a report.');
    }),
  ])) as [LoadReport];
  return report;
}

function print(report: ApiReport): void {
  const { saturation, sent, sentLate, errors } = report;
  const lines = [
    printTable(apiTable(report)),
    `Sent ${String(sent)} requests, ${String(sentLate)} of them over 1 ms late (their latency counts from the time they were due).`,
    `At saturation with ${String(saturation.connections)} connections: ${String(saturation.perSecond)} reads a second, ${String(saturation.errors)} errors.`,
    ...Object.entries(errors).map(([reason, count]) => `Error (${String(count)} times): ${reason}`),
    Object.keys(errors).length === 0 ? 'No errors.' : '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await benchApi(options).catch(reportFailure);
