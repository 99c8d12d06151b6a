import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { startOpenSearch, whyNoOpenSearch } from '../../server/testing/opensearch/start-node.ts';
import { ProgressBar, say } from '../progress.ts';
import { printTable } from '../search/report/print-table.ts';
import { readOptions, USAGE, type ScaleEngine, type ScaleOptions } from './options.ts';
import { perform } from './perform.ts';
import type { Measurement } from './protocol.ts';
import { goalLines, mergeMeasured, scaleTables, type Measured, type ScaleReport } from './scale-report.ts';

const SAVED = resolve(import.meta.dirname, '../../.bench/scale.json');
/** The heap of the node of OpenSearch: half of the memory of a machine with 4 GB. */
const OPENSEARCH_HEAP_MB = 2_048;

type Files = { readonly folder: string; readonly filmsFile: string; readonly queriesFile: string };

async function benchScale(options: ScaleOptions): Promise<void> {
  const engines = presentEngines(options.engines);
  const folder = await mkdtemp(join(tmpdir(), 'marquee-scale-'));
  const files = filesIn(options.folder ?? folder, folder, options);
  const bar = new ProgressBar(
    1 + options.sizes.length * (2 * Number(engines.includes('memory')) + Number(engines.includes('opensearch'))),
  );
  try {
    bar.next('Making films and queries');
    await prepare(options, files, bar);
    const measured: Measured[] = [];
    for (const films of options.sizes) {
      for (const engine of engines) {
        const [load = 0] = loadavg();
        const measurement = await MEASURE[engine](films, options, files, bar);
        const { budgetMs, editSeconds } = options;
        measured.push({ engine, at: new Date().toISOString(), load, budgetMs, editSeconds, ...measurement });
        // A run takes up to an hour. If it is stopped, what it has measured is kept.
        if (options.save) await saveMeasured(reportOf(options, measured));
      }
    }
    bar.end();
    const report = reportOf(options, measured);
    process.stdout.write([...scaleTables(report).map(printTable), ...goalLines(report), ''].join('\n'));
    if (options.save) say(`The figures are in ${SAVED}. Run npm run bench:docs to put them into the docs.`);
  } finally {
    bar.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The names tell what is in the files. */
function filesIn(kept: string, folder: string, { sizes, seed, queries }: ScaleOptions): Files {
  const name = (...parts: (string | number)[]) => join(kept, parts.join('-'));
  return {
    folder,
    filmsFile: name('films', Math.max(...sizes), `seed${String(seed)}.jsonl`),
    queriesFile: name('queries', Math.min(...sizes), queries, `seed${String(seed)}.json`),
  };
}

function presentEngines(wanted: readonly ScaleEngine[]): readonly ScaleEngine[] {
  const missing = wanted.includes('opensearch') ? whyNoOpenSearch() : undefined;
  if (missing === undefined) return wanted;
  say(`NOTICE: OpenSearch is not measured: ${missing}`);
  return wanted.filter((engine) => engine !== 'opensearch');
}

async function prepare(options: ScaleOptions, files: Files, bar: ProgressBar): Promise<void> {
  // The file of films is written last.
  if (existsSync(files.filmsFile) && existsSync(files.queriesFile)) return;
  await mkdir(dirname(files.filmsFile), { recursive: true });
  const { sizes, heapMb, data, queries, seed } = options;
  const count = Math.max(...sizes);
  const task = { kind: 'prepare', data, count, smallest: Math.min(...sizes), queries, seed, ...files } as const;
  await perform<'prepare'>(task, heapMb, (...share) => {
    bar.update(...share);
  });
}

const MEASURE: Readonly<
  Record<ScaleEngine, (films: number, options: ScaleOptions, files: Files, bar: ProgressBar) => Promise<Measurement>>
> = { memory: inMemory, opensearch: inOpenSearch };

async function inMemory(films: number, options: ScaleOptions, files: Files, bar: ProgressBar): Promise<Measurement> {
  const folder = await mkdtemp(join(files.folder, 'index-'));
  const task = measuredTask(films, options, files, folder);
  bar.next(`${films.toLocaleString('en')} films in memory: building`);
  const onShare = (share: number, doing: string) => {
    bar.update(share, doing);
  };
  const built = await perform<'build'>({ kind: 'build', ...task }, options.heapMb, onShare);
  bar.next(`${films.toLocaleString('en')} films in memory: searching`);
  const searched = await perform<'memory'>({ kind: 'memory', ...task }, options.heapMb, onShare);
  await rm(folder, { recursive: true });
  return { films, ...built, ...searched };
}

async function inOpenSearch(
  films: number,
  options: ScaleOptions,
  files: Files,
  bar: ProgressBar,
): Promise<Measurement> {
  bar.next(`${films.toLocaleString('en')} films on OpenSearch`);
  const { endpoint, pid = 0, stop } = await startOpenSearch(OPENSEARCH_HEAP_MB);
  try {
    const task = { ...measuredTask(films, options, files, files.folder), endpoint, pid };
    const heapBytes = OPENSEARCH_HEAP_MB * 1024 * 1024;
    const measured = await perform<'opensearch'>(
      { kind: 'opensearch', heapBytes, ...task },
      options.heapMb,
      (...share) => {
        bar.update(...share);
      },
    );
    return { films, ...measured };
  } finally {
    await stop();
  }
}

function measuredTask(count: number, { budgetMs, editSeconds }: ScaleOptions, files: Files, folder: string) {
  return { films: files.filmsFile, count, queries: files.queriesFile, folder, budgetMs, editSeconds };
}

function reportOf({ seed }: ScaleOptions, measured: readonly Measured[]): ScaleReport {
  return { node: process.versions.node, cpu: cpus()[0]?.model ?? '', cores: cpus().length, seed, measured };
}

async function saveMeasured(current: ScaleReport): Promise<void> {
  const before = existsSync(SAVED) ? (JSON.parse(await readFile(SAVED, 'utf8')) as ScaleReport) : undefined;
  await mkdir(dirname(SAVED), { recursive: true });
  await writeFile(SAVED, JSON.stringify(mergeMeasured(before, current), undefined, 2));
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await benchScale(options).catch(reportFailure);
