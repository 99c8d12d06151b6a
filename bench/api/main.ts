import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { dirname } from 'node:path';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { say } from '../progress.ts';
import { printTable } from '../search/report/print-table.ts';
import { apiTable, contestsTable, routeFigures, type ApiReport } from './api-report.ts';
import { planRequests } from './api-requests.ts';
import { runContests } from './contests.ts';
import { readOptions, USAGE, type ApiBenchOptions } from './options.ts';
import { startOwnProduct } from './own-product.ts';
import { readFilms } from './read-films.ts';
import { runLoad } from './run-load.ts';

/** Number of requests in the plan. The plan starts over when all of them have been sent. */
const PLANNED = 8_000;
const WARM_UP_SECONDS = 3;

async function benchApi(options: ApiBenchOptions): Promise<void> {
  say(options.url === undefined ? 'Starting Marquee' : `Using ${options.url}`);
  const own = options.url === undefined ? await startOwnProduct(options.data) : undefined;
  try {
    // The contests come first: the other servers do not have the films that are edited afterwards, each of which makes
    // searches a little slower until the next snapshot.
    const contests = own ? await runContests(own, options) : [];
    const steady = await measure(own?.url ?? options.url ?? '', own?.token, options);
    const report: ApiReport = { ...steady, contests };
    await mkdir(dirname(options.out), { recursive: true });
    await writeFile(options.out, JSON.stringify(report, undefined, 2));
    print(report);
    say(`Figures are in ${options.out}`);
  } finally {
    await own?.stop();
  }
}

/**
 * @param token a token for the server that this run has started; `undefined` for a server that was already running,
 * because that server gets only GET requests
 */
async function measure(
  url: string,
  token: string | undefined,
  options: ApiBenchOptions,
): Promise<Omit<ApiReport, 'contests'>> {
  const { perSecond, seconds, connections, saturationSeconds, seed } = options;
  const load = loadavg()[0] ?? 0;
  const films = await readFilms(url);
  if (films.length === 0) throw new Error(`There are no films at ${url}. Import some first.`);
  const requests = planRequests(films, seed, PLANNED, token);
  const reads = requests.filter(({ method }) => method === 'GET');
  say('Warming up');
  await runLoad({ kind: 'fixed-rate', url, requests: reads, perSecond, seconds: WARM_UP_SECONDS });
  say(`${String(perSecond)} requests a second for ${String(seconds)} s`);
  const steady = await runLoad({ kind: 'fixed-rate', url, requests, perSecond, seconds });
  say(`Saturating ${String(connections)} connections for ${String(saturationSeconds)} s`);
  const full = await runLoad({ kind: 'saturate', url, requests: reads, connections, seconds: saturationSeconds });
  const answered = Object.values(full.micros).flat().length;
  return {
    at: new Date().toISOString(),
    node: process.versions.node,
    load,
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

function print(report: ApiReport): void {
  const { saturation, sent, sentLate, errors } = report;
  const lines = [
    printTable(apiTable(report)),
    `Sent ${String(sent)} requests, ${String(sentLate)} of them over 1 ms late (their latency counts from the time they were due).`,
    `At saturation with ${String(saturation.connections)} connections: ${String(saturation.perSecond)} reads a second, ${String(saturation.errors)} errors.`,
    ...Object.entries(errors).map(([reason, count]) => `Error (${String(count)} times): ${reason}`),
    Object.keys(errors).length === 0 ? 'No errors.' : '',
    ...(report.contests.length > 0 ? ['', printTable(contestsTable(report))] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await benchApi(options).catch(reportFailure);
