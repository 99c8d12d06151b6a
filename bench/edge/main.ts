import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { startProduct } from '../../server/testing/start-product.ts';
import type { PlannedRequest } from '../api/load-generator.ts';
import { readFilms } from '../api/read-films.ts';
import { runLoad } from '../api/run-load.ts';
import { say } from '../progress.ts';
import { printTable } from '../search/report/print-table.ts';
import { editsSummary, loadFigures, loadTable, outageTable, type EdgeReport, type Outage } from './edge-report.ts';
import { Readers, unseenForMs, type Edit } from './freshness.ts';
import { nginxVersion, startNginx } from './nginx.ts';
import { Origin, type OriginState } from './origin.ts';

const USAGE = `Usage: npm run bench:edge -- [options]

Starts two Marquees over one store, and nginx as a shared cache in front of one of them. Measures what the cache saves, how long readers do not see an edit that the other Marquee has made, and what readers get while the function fails. Needs nginx (apt-get install nginx-light). \`npm run bench:docs\` puts the figures into docs/benchmarks.md.
  --data FILE    films to import first (default: Marquee's sample)
  --rate N       requests a second (50)
  --seconds N    duration of each load in seconds (30)
  --edits N      number of edits (40)
  --out FILE     where to write the figures (.bench/edge.json)

Exit codes: 0 measured, or nginx is not installed; 1 failed; 2 wrong arguments`;

type Options = {
  readonly data: string | undefined;
  readonly perSecond: number;
  readonly seconds: number;
  readonly edits: number;
  readonly out: string;
};

const OUTAGES: readonly OriginState[] = ['answers 503', 'refuses connections', 'hangs'];
/** Longer than the page waits, so that the slowest answer is seen. */
const PATIENCE_MS = 60_000;
/** An answer is older than it may be after this time, in every cache. */
const STALE_AFTER_MS = 2_500;

/** @throws Error with a message for the user */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '30' },
      edits: { type: 'string', default: '40' },
      out: { type: 'string', default: resolve(import.meta.dirname, '../../.bench/edge.json') },
    },
  });
  const natural = (name: 'rate' | 'seconds' | 'edits') => {
    if (!/^[1-9]\d{0,5}$/.test(values[name])) throw new Error(`--${name} must be a whole number from 1.`);
    return Number(values[name]);
  };
  const { data, out } = values;
  return { data, out, perSecond: natural('rate'), seconds: natural('seconds'), edits: natural('edits') };
}

async function main(options: Options): Promise<void> {
  const nginx = await nginxVersion();
  if (nginx === undefined) {
    say('nginx is not installed (apt-get install nginx-light), so nothing is measured.');
    return;
  }
  say('Starting Marquee');
  const folder = await mkdtemp(join(tmpdir(), 'marquee-edge-'));
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const settings = { MARQUEE_DATA_DIR: folder };
    const writer = await startProduct(options.data, settings);
    stops.unshift(writer.stop);
    const reader = await startProduct(undefined, settings);
    stops.unshift(reader.stop);
    const origin = await Origin.start(reader.url);
    stops.unshift(() => {
      origin.close();
      return Promise.resolve();
    });
    const cache = await startNginx(origin.port);
    stops.unshift(cache.stop);
    const films = await readFilms(reader.url);
    const [film] = films;
    if (!film) throw new Error('There are no films.');
    const query = `/v1/films?${new URLSearchParams({ q: film.attributes.title, limit: '20' }).toString()}`;
    const bench = new EdgeBench(options, {
      origin,
      query,
      directUrl: reader.url,
      cacheUrl: cache.url,
      editor: { ...writer, filmId: film.id },
    });
    const report = { ...(await bench.run()), nginx, films: films.length };
    await mkdir(dirname(options.out), { recursive: true });
    await writeFile(options.out, JSON.stringify(report, undefined, 2));
    const lines = [printTable(loadTable(report)), editsSummary(report), '', printTable(outageTable(report))];
    process.stdout.write(`${lines.join('\n')}\n`);
    say(`Figures are in ${options.out}`);
  } finally {
    for (const stop of stops) await stop();
  }
}

type Parts = {
  readonly origin: Origin;
  /** Path and query of a search that finds the film. */
  readonly query: string;
  readonly cacheUrl: string;
  /** The Marquee behind the cache. */
  readonly directUrl: string;
  readonly editor: { readonly url: string; readonly token: string; readonly filmId: string };
};

class EdgeBench {
  readonly #options: Options;
  readonly #parts: Parts;
  #edits = 0;

  constructor(options: Options, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
  }

  async run(): Promise<Omit<EdgeReport, 'nginx' | 'films'>> {
    const { perSecond, seconds } = this.#options;
    const { origin, cacheUrl } = this.#parts;
    const originUrl = `http://127.0.0.1:${String(origin.port)}`;
    say('Warming up');
    for (const url of [originUrl, cacheUrl]) await this.#load(url, 5);
    say(`${String(perSecond)} requests a second for ${String(seconds)} s without a cache`);
    const direct = await this.#load(originUrl, seconds);
    say('The same with a cache');
    const cached = await this.#load(cacheUrl, seconds);
    say(`${String(this.#options.edits)} edits`);
    const edits = await this.#measureEdits(this.#options.edits);
    const outages: Outage[] = [];
    for (const state of OUTAGES) {
      say(`The function ${state}`);
      outages.push(await this.#measureOutage(state));
    }
    return {
      ...{ at: new Date().toISOString(), node: process.versions.node, cores: cpus().length },
      ...{ perSecond, seconds, direct, cached, outages, ...edits },
    };
  }

  async #load(url: string, seconds: number) {
    const { origin, query } = this.#parts;
    const { perSecond } = this.#options;
    const requests: PlannedRequest[] = [
      { label: 'search', method: 'GET', path: query, headers: { 'accept-encoding': 'gzip' }, expect: [200] },
    ];
    origin.takeRequests();
    const report = await runLoad({ kind: 'fixed-rate', url, requests, perSecond, seconds, timeoutMs: PATIENCE_MS });
    return loadFigures(report, origin.takeRequests());
  }

  async #measureEdits(count: number): Promise<Pick<EdgeReport, EditFigures>> {
    const { cacheUrl, directUrl, query } = this.#parts;
    const { perSecond } = this.#options;
    const readers = new Readers(cacheUrl + query, perSecond, newestEdit);
    const others = new Readers(directUrl + query, perSecond, newestEdit);
    const edits: Edit[] = [];
    let seenByEditor = 0;
    for (let i = 0; i < count; i += 1) {
      const edit = await this.#edit();
      edits.push(edit);
      if (await this.#editorSees(edit)) seenByEditor += 1;
      await readers.see(edit);
      // The golden ratio spreads the edits evenly over the second for which an answer is kept.
      await delay(200 + 1_000 * ((i * 0.618034) % 1));
    }
    await Promise.all([readers.stop(), others.stop()]);
    const { readings, errors } = readers;
    const unseenMs = edits.map((edit) => Math.round(unseenForMs(edit, readings)));
    const unseenDirectMs = edits.map((edit) => Math.round(unseenForMs(edit, others.readings)));
    return { unseenMs, unseenDirectMs, seenByEditor, readings: readings.length, readingErrors: errors };
  }

  async #measureOutage(state: OriginState): Promise<Outage> {
    const { origin, cacheUrl, query } = this.#parts;
    // The cache knows the answer, and it is old.
    await (await fetch(cacheUrl + query, { headers: { 'accept-encoding': 'gzip' } })).arrayBuffer();
    await delay(STALE_AFTER_MS);
    await origin.enter(state);
    const figures = await this.#load(cacheUrl, this.#options.seconds);
    const unknown = await fetch(`${cacheUrl}/v1/films?q=${state.replaceAll(' ', '+')}`);
    await unknown.arrayBuffer();
    await origin.enter('works');
    const { unseenMs } = await this.#measureEdits(1);
    return { state, ...figures, unknownStatus: unknown.status, unseenAfterwardsMs: unseenMs[0] ?? 0 };
  }

  /** Changes the film on the other Marquee. */
  async #edit(): Promise<Edit> {
    const { url, token, filmId } = this.#parts.editor;
    this.#edits += 1;
    const answer = await fetch(`${url}/v1/films/${filmId}`, {
      method: 'PATCH',
      headers: { ...authorization(token), 'content-type': 'application/merge-patch+json', 'if-match': '*' },
      body: JSON.stringify({ genres: [`Edit ${String(this.#edits)}`] }),
    });
    const acknowledgedMs = performance.now();
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The edit was answered ${String(answer.status)}: ${text}`);
    return { number: this.#edits, acknowledgedMs };
  }

  /** Whether a reader who sends a token gets the edit from behind the cache at once. */
  async #editorSees({ number }: Edit): Promise<boolean> {
    const { token, filmId } = this.#parts.editor;
    const answer = await fetch(`${this.#parts.cacheUrl}/v1/films/${filmId}`, { headers: authorization(token) });
    return newestEdit(await answer.text()) === number;
  }
}

type EditFigures = 'unseenMs' | 'unseenDirectMs' | 'seenByEditor' | 'readings' | 'readingErrors';

function authorization(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function newestEdit(body: string): number {
  return Number(/"Edit (\d+)"/.exec(body)?.[1] ?? 0);
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await main(options).catch(reportFailure);
