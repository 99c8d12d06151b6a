import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { basename, dirname } from 'node:path';
import { savedFigures } from '../saved-figures.ts';
import type { Film } from '../../server/src/domain/film.ts';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { loadFilms } from '../../server/testing/films/load-films.ts';
import { say } from '../progress.ts';
import type { Latencies } from '../search/latencies.ts';
import { printTable } from '../search/report/print-table.ts';
import { ENGINES } from './engines/engines.ts';
import { whyNoLucene } from './engines/lucene.ts';
import { score, time, type Miss, type Scores } from './measure.ts';
import { readOptions, USAGE, type RememberedOptions } from './options.ts';
import { readPlotSet, readQuerySets, type QuerySet } from './query-sets.ts';
import { rememberedTables, type MeasuredEngine, type RememberedReport } from './report.ts';

async function benchRemembered(options: RememberedOptions): Promise<void> {
  const [load = 0] = loadavg();
  const films = await loadFilms(options.data);
  const { queries } = options;
  const sets =
    queries === undefined ? await readQuerySets(films) : [await readPlotSet(basename(queries), queries, films)];
  const engines: Record<string, MeasuredEngine> = {};
  const absent = options.engines.includes('lucene') ? whyNoLucene() : undefined;
  if (absent !== undefined) say(`NOTICE: Lucene is not measured: ${absent}`);
  for (const name of options.engines.filter((it) => it !== 'lucene' || absent === undefined)) {
    engines[name] = await measureEngine(name, films, sets, options);
    // Otherwise the collection of this engine's garbage would slow down the next engine.
    globalThis.gc?.();
  }
  const report: RememberedReport = {
    at: new Date().toISOString(),
    films: films.length,
    load,
    sets: sets.map(({ name, kind }) => ({ name, kind })),
    engines,
  };
  process.stdout.write(`${rememberedTables(report).map(printTable).join('\n')}\n`);
  if (!options.save) return;
  const saved = savedFigures('remembered', options.engines);
  await mkdir(dirname(saved), { recursive: true });
  await writeFile(saved, JSON.stringify(report, undefined, 2));
  say(`The figures are in ${saved}. Run npm run bench:docs to put them into the docs.`);
}

async function measureEngine(
  name: string,
  films: readonly Film[],
  sets: readonly QuerySet[],
  { rounds, misses: shown }: RememberedOptions,
): Promise<MeasuredEngine> {
  const engine = ENGINES[name];
  if (!engine) throw new Error(`There is no engine ${name}.`);
  say(`${name}: building its index over ${films.length.toLocaleString('en')} films`);
  const startedMs = performance.now();
  const search = await engine.open(films);
  const buildMs = performance.now() - startedMs;
  say(`${name}: searching`);
  const scores: Record<string, Scores> = {};
  for (const set of sets) {
    const { scores: own, misses } = await score(search, set.queries);
    scores[set.name] = own;
    for (const miss of misses.slice(0, shown)) printMiss(name, set.name, miss);
  }
  const times: Partial<Record<QuerySet['kind'], Latencies>> = {};
  for (const kind of ['plot', 'name'] as const) {
    const queries = sets.filter((set) => set.kind === kind).flatMap((set) => set.queries);
    if (queries.length > 0) times[kind] = await time(search, queries, rounds);
  }
  return { settings: engine.settings, buildMs, scores, times };
}

function printMiss(engine: string, set: string, { q, amongTen, found }: Miss): void {
  const share = `${String(Math.round(100 * amongTen))} % among ten`;
  process.stdout.write(`${engine} ${set}: "${q}": ${share}; first: ${found.join(', ') || 'nothing'}\n`);
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await benchRemembered(options).catch(reportFailure);
