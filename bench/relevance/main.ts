import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { loadFilms } from '../../server/testing/films/load-films.ts';
import { say } from '../progress.ts';
import { savedFigures } from '../saved-figures.ts';
import { OURS } from '../search/engines/engines.ts';
import { printTable } from '../search/report/print-table.ts';
import { Corpus } from './corpus.ts';
import type { RelevanceEngine } from './engines/engine.ts';
import { ENGINES } from './engines/engines.ts';
import { measure, type Measured, type Miss } from './measure.ts';
import { readOptions, USAGE, type RelevanceOptions } from './options.ts';
import { casesOf } from './row-cases.ts';
import { goalsMissed, relevanceTable, type RelevanceReport } from './report.ts';
import { ROWS, SHARED_TITLES } from './rows.ts';

async function benchRelevance(options: RelevanceOptions): Promise<void> {
  const films = await loadFilms(options.data);
  say(`${films.length.toLocaleString('en')} films; making queries with seed ${String(options.seed)}`);
  const rows = await makeRows(options, new Corpus(films));
  const engines = options.engines.map((name) => ({ name, ...engineOf(name) }));
  for (const { name, open } of engines) {
    say(`${name}: building its index`);
    const search = await open(films);
    for (const row of rows) {
      const { measured, misses } = await measure(search, row.cases, row.among, options.budgetMs);
      row.engines[name] = measured;
      for (const miss of misses.slice(0, options.misses)) printMiss(name, row.name, miss);
    }
  }
  const report: RelevanceReport = {
    at: new Date().toISOString(),
    films: films.length,
    seed: options.seed,
    settings: Object.fromEntries(engines.map(({ name, settings }) => [name, settings])),
    rows: rows.map(({ cases, ...row }) => ({ ...row, example: cases[0]?.q ?? '' })),
  };
  await finish(options, report);
}

async function makeRows(options: RelevanceOptions, corpus: Corpus) {
  const made = [];
  for (const row of [...ROWS, SHARED_TITLES].filter(({ name }) => options.rows.includes(name))) {
    const { name, change, among, goal } = row;
    const engines: Record<string, Measured> = {};
    made.push({ name, change, among, goal, cases: await casesOf(row, corpus, options), engines });
  }
  return made;
}

function engineOf(name: string): RelevanceEngine {
  const engine = ENGINES[name];
  if (!engine) throw new Error(`There is no engine ${name}.`);
  return engine;
}

function printMiss(engine: string, row: string, { q, meant, first }: Miss): void {
  process.stdout.write(`${engine} ${row}: "${q}" means ${meant.join(', ')}; first: ${first.join(', ') || 'nothing'}\n`);
}

async function finish({ save, check, engines }: RelevanceOptions, report: RelevanceReport): Promise<void> {
  process.stdout.write(`Seed ${String(report.seed)}\n\n${printTable(relevanceTable(report.rows))}\n`);
  if (save) {
    const saved = savedFigures('relevance', engines);
    await mkdir(dirname(saved), { recursive: true });
    await writeFile(saved, JSON.stringify(report, undefined, 2));
    say(`The figures are in ${saved}. Run npm run bench:docs to put them into the docs.`);
  }
  const missed = goalsMissed(report.rows);
  if (!check || missed.length === 0) return;
  process.stderr.write(`${OURS} misses the goal of ${missed.join(', ')}.\n`);
  process.exitCode = 1;
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await benchRelevance(options).catch(reportFailure);
