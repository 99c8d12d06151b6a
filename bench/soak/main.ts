import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import type { RunningProduct } from '../../server/testing/start-product.ts';
import { startOwnProduct } from '../api/own-product.ts';
import { readFilms } from '../api/read-films.ts';
import { runLoad } from '../api/run-load.ts';
import { say } from '../progress.ts';
import { printTable } from '../search/report/print-table.ts';
import { minuteOf, soakFaults, soakSummary, soakTable, type SoakMinute, type SoakReport } from './soak-report.ts';
import { SoakPlans } from './soak-requests.ts';

const USAGE = `Usage: npm run soak -- [options]

Starts Marquee, measures how many requests a second it answers at most, and then sends it 70 % of that for ten minutes. Fails if a request fails, if the memory grows, or if the p99 of a minute is over twice that of the first. \`npm run bench:docs\` puts the figures into docs/benchmarks.md.
  --data FILE    films to import first (default: Marquee's sample)
  --minutes N    how long (10)
  --percent N    the share of the maximum (70)
  --seed N       seed of the random requests (1)
  --out FILE     where to write the figures (.bench/soak.json)

Exit codes: 0 nothing wrong; 1 something is wrong; 2 wrong arguments`;

type Options = {
  readonly data: string | undefined;
  readonly minutes: number;
  readonly percent: number;
  readonly seed: number;
  readonly out: string;
};

const WARM_UP_SECONDS = 10;
const SATURATION_SECONDS = 20;
const CONNECTIONS = 32;
const COLLECT_GARBAGE = pathToFileURL(resolve(import.meta.dirname, 'collect-garbage.ts')).href;
/** Requests in the plan for saturation. They are sent in a circle. */
const PLANNED = 40_000;

/** @throws Error with a message for the user */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      minutes: { type: 'string', default: '10' },
      percent: { type: 'string', default: '70' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: resolve(import.meta.dirname, '../../.bench/soak.json') },
    },
  });
  const natural = (name: 'minutes' | 'percent' | 'seed') => {
    if (!/^[1-9]\d{0,5}$/.test(values[name])) throw new Error(`--${name} must be a whole number from 1.`);
    return Number(values[name]);
  };
  const { data, out } = values;
  return { data, out, minutes: natural('minutes'), percent: natural('percent'), seed: natural('seed') };
}

async function main(options: Options): Promise<void> {
  const load = loadavg()[0] ?? 0;
  say('Starting Marquee');
  const nodeOptions = `${process.env['NODE_OPTIONS'] ?? ''} --import ${COLLECT_GARBAGE}`;
  const product = await startOwnProduct(options.data, { NODE_OPTIONS: nodeOptions });
  try {
    const report = await soak(product, options, load);
    await mkdir(dirname(options.out), { recursive: true });
    await writeFile(options.out, JSON.stringify(report, undefined, 2));
    process.stdout.write(`${printTable(soakTable(report))}\n${soakSummary(report)}\n`);
    say(`Figures are in ${options.out}`);
    process.exitCode = soakFaults(report).length === 0 ? 0 : 1;
  } finally {
    await product.stop();
  }
}

async function soak(product: RunningProduct, options: Options, load: number): Promise<SoakReport> {
  const { url, token } = product;
  const { minutes: wanted, percent, seed } = options;
  const films = await readFilms(url);
  const plans = new SoakPlans(films, seed, token);
  const saturate = async (run: string, seconds: number) => {
    const requests = plans.plan(PLANNED, run);
    return runLoad({ kind: 'saturate', url, requests, connections: CONNECTIONS, seconds });
  };
  say('Warming up');
  await saturate('warm', WARM_UP_SECONDS);
  say(`Saturating ${String(CONNECTIONS)} connections for ${String(SATURATION_SECONDS)} s`);
  const full = await saturate('full', SATURATION_SECONDS);
  const answered = Object.values(full.micros).flat().length;
  const maximum = Math.round((answered * 1000) / full.elapsedMs);
  const perSecond = Math.max(1, Math.floor((maximum * percent) / 100));
  const minutes: SoakMinute[] = [];
  const errors: Record<string, number> = {};
  for (let minute = 1; minute <= wanted; minute += 1) {
    say(`Minute ${String(minute)} of ${String(wanted)}, ${String(perSecond)} requests a second`);
    // A minute sends its whole plan once, and all minutes have the same requests.
    const requests = plans.plan(60 * perSecond, `minute-${String(minute)}`);
    const report = await runLoad({ kind: 'fixed-rate', url, requests, perSecond, seconds: 60 });
    for (const [reason, count] of Object.entries(report.errors)) errors[reason] = (errors[reason] ?? 0) + count;
    minutes.push(minuteOf(report, await memoryOf(product)));
  }
  return {
    ...{ at: new Date().toISOString(), node: process.versions.node, films: films.length },
    ...{ load, maximum, perSecond, minutes, errors },
  };
}

/**
 * Reads the memory of the product after it has collected its garbage. On Linux, files that are mapped into memory do not
 * count: the local store maps its tables, and the kernel may drop these pages at any time.
 */
async function memoryOf({ url, pid }: RunningProduct): Promise<Pick<SoakMinute, 'residentBytes' | 'usedBytes'>> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(metrics)?.[1]);
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const [, kibibytes] = /^RssAnon:\s+(\d+) kB$/m.exec(status) ?? [];
  return {
    residentBytes: kibibytes === undefined ? read('process_resident_memory_bytes') : Number(kibibytes) * 1024,
    usedBytes: read('nodejs_heap_size_used_bytes') + read('nodejs_external_memory_bytes'),
  };
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await main(options).catch(reportFailure);
