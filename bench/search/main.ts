import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { say } from '../progress.ts';
import { measureEngines } from './measure-engines.ts';
import { readOptions, USAGE, type SearchBenchOptions } from './options.ts';
import { bundleChild, perform } from './perform.ts';
import { printTable } from './report/print-table.ts';
import type { SearchReport } from './report/report.ts';
import { tablesOf } from './report/tables.ts';

async function benchSearch(options: SearchBenchOptions): Promise<void> {
  const [load = 0] = loadavg();
  const folder = await mkdtemp(join(tmpdir(), 'marquee-bench-'));
  try {
    const child = await bundleChild(folder);
    const { source, queries, seed } = options;
    say('Preparing films and queries');
    const { report: prepared } = await perform(child, { kind: 'prepare', source, folder, queries, seed });
    const report: SearchReport = {
      at: new Date().toISOString(),
      machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, load, node: process.versions.node },
      source: source.kind,
      films: prepared.films,
      filmBytes: prepared.bytes,
      queries: prepared.queries,
      rounds: options.rounds,
      seed,
      engines: await measureEngines(child, folder, options),
    };
    await mkdir(dirname(options.out), { recursive: true });
    await writeFile(options.out, JSON.stringify(report, undefined, 2));
    process.stdout.write(`${tablesOf(report).map(printTable).join('\n')}\n`);
    say(`The figures are in ${options.out}. Run npm run bench:docs to put them into the docs.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await benchSearch(options).catch(reportFailure);
