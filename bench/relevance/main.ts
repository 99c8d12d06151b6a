import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { loadFilms } from '../films/load-films.ts';
import { say } from '../progress.ts';
import { OURS } from '../search/engines/engines.ts';
import { printTable } from '../search/report/print-table.ts';
import { Corpus } from './corpus.ts';
import { ENGINES } from './engines/engines.ts';
import { measure, type Measured, type Miss } from './measure.ts';
import { readOptions, USAGE, type RelevanceOptions } from './options.ts';
import { goalsMissed, relevanceTable, type MeasuredRow } from './report.ts';
import { ROWS, SHARED_TITLES, type RelevanceCase } from './rows.ts';
import { sampleCases } from './sample-cases.ts';
import { readSharedTitles } from './shared-titles.ts';

type Counted = MeasuredRow & { readonly cases: readonly RelevanceCase[]; readonly engines: Record<string, Measured> };

async function benchRelevance(options: RelevanceOptions): Promise<void> {
  const films = await loadFilms(options.data);
  const corpus = new Corpus(films);
  say(`${films.length.toLocaleString('en')} films; seed ${String(options.seed)}`);
  const rows: Counted[] = [];
  for (const row of [...ROWS, SHARED_TITLES].filter(({ name }) => options.rows.includes(name))) {
    const cases: RelevanceCase[] =
      'draw' in row
        ? sampleCases(row, corpus, options.seed, options.queries)
        : await readSharedTitles(options.sharedTitles);
    rows.push({ ...row, cases, engines: {} });
  }
  for (const name of options.engines) {
    say(`${name}: building its index`);
    const search = await ENGINES[name]?.open(films);
    if (!search) throw new Error(`There is no engine ${name}.`);
    for (const row of rows) {
      say(`${name}: ${row.name}, ${String(row.cases.length)} queries`);
      const { measured, misses } = await measure(search, row.cases, row.among);
      row.engines[name] = measured;
      for (const miss of misses.slice(0, options.misses)) printMiss(name, row.name, miss);
    }
  }
  finish(options, rows);
}

function printMiss(engine: string, row: string, { q, meant, first }: Miss): void {
  process.stdout.write(`${engine} ${row}: "${q}" means ${meant.join(', ')}; first: ${first.join(', ') || 'nothing'}\n`);
}

function finish({ seed, check }: RelevanceOptions, rows: readonly MeasuredRow[]): void {
  process.stdout.write(`Seed ${String(seed)}\n\n${printTable(relevanceTable(rows))}\n`);
  const missed = goalsMissed(rows);
  if (!check || missed.length === 0) return;
  process.stderr.write(`${OURS} misses the goal of ${missed.join(', ')}.\n`);
  process.exitCode = 1;
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await benchRelevance(options).catch(reportFailure);
