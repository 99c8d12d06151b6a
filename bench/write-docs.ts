import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { format } from 'prettier';
import { edgeFigures, type EdgeReport } from './edge/edge-report.ts';
import { relevanceFigures, type RelevanceReport } from './relevance/report.ts';
import { savedFigures } from './saved-figures.ts';
import { rememberedFigures, type RememberedReport } from './remembered/report.ts';
import { drawChart } from './search/report/chart.ts';
import { markdownTable } from './search/report/print-table.ts';
import type { SearchReport } from './search/report/report.ts';
import { tablesOf } from './search/report/tables.ts';
import { apiFigures, type ApiReport } from './api/api-report.ts';
import { drawScale, scaleFigures, type ScaleReport } from './scale/scale-report.ts';
import { drawSoak, soakFigures, type SoakReport } from './soak/soak-report.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = resolve(ROOT, 'docs/benchmarks.md');
const CHART = resolve(ROOT, 'docs/benchmarks.svg');
const SCALE_CHART = resolve(ROOT, 'docs/scale.svg');
const SOAK_CHART = resolve(ROOT, 'docs/soak.svg');

/** Parts of the page that belong to this script, each with the file that a benchmark has saved. */
const PARTS = [
  { name: 'figures', saved: process.argv[2] ?? resolve(ROOT, '.bench/search.json'), write: writeSearch },
  { name: 'relevance', saved: savedFigures('relevance', []), write: writeRelevance },
  { name: 'relevance-opensearch', saved: savedFigures('relevance', ['opensearch']), write: writeRelevance },
  { name: 'remembered', saved: savedFigures('remembered', []), write: writeRemembered },
  { name: 'remembered-opensearch', saved: savedFigures('remembered', ['opensearch']), write: writeRemembered },
  { name: 'api', saved: resolve(ROOT, '.bench/api.json'), write: writeApi },
  { name: 'scale', saved: resolve(ROOT, '.bench/scale.json'), write: writeScale },
  { name: 'soak', saved: resolve(ROOT, '.bench/soak.json'), write: writeSoak },
  { name: 'edge', saved: resolve(ROOT, '.bench/edge.json'), write: writeEdge },
];

let page = await readFile(PAGE, 'utf8');
for (const { name, saved, write } of PARTS) {
  if (existsSync(saved)) page = replacePart(page, name, await write(JSON.parse(await readFile(saved, 'utf8'))));
  else process.stderr.write(`There is no file ${saved}, so the ${name} of ${PAGE} stay as they are.\n`);
}
await writeFile(PAGE, await format(page, { parser: 'markdown' }));

/** A part is what is between its two marks. */
function replacePart(text: string, name: string, lines: readonly string[]): string {
  const begin = `<!-- ${name}: written by npm run bench:docs, not by hand -->`;
  const end = `<!-- end of ${name} -->`;
  const [before] = text.split(begin);
  const [, after] = text.split(end);
  if (before === undefined || after === undefined)
    throw new Error(`${PAGE} no longer has the marks around its ${name}.`);
  return [before + begin, '', ...lines, end + after].join('\n');
}

async function writeSearch(saved: unknown): Promise<string[]> {
  const report = saved as SearchReport;
  await writeFile(CHART, drawChart(report));
  const { cpu, cores, load, node } = report.machine;
  const set = report.source === 'data' ? 'the Wikipedia Movie Data Set' : 'generated films';
  const intro = `Measured ${report.at.slice(0, 10)}: ${report.films.toLocaleString('en')} films (${set}), ${String(report.rounds)} rounds,
Node ${node} on ${String(cores)} cores of ${cpu}; load average before the run ${load.toFixed(1)}.`;
  return [intro, '', '![Latency by engine and class](benchmarks.svg)', '', ...tablesOf(report).map(markdownTable)];
}

function writeRelevance(saved: unknown): string[] {
  return relevanceFigures(saved as RelevanceReport);
}

function writeRemembered(saved: unknown): string[] {
  return rememberedFigures(saved as RememberedReport);
}

function writeEdge(saved: unknown): string[] {
  return edgeFigures(saved as EdgeReport);
}

function writeApi(saved: unknown): string[] {
  return apiFigures(saved as ApiReport);
}

async function writeScale(saved: unknown): Promise<string[]> {
  const report = saved as ScaleReport;
  await writeFile(SCALE_CHART, drawScale(report));
  return scaleFigures(report);
}

async function writeSoak(saved: unknown): Promise<string[]> {
  const report = saved as SoakReport;
  await writeFile(SOAK_CHART, drawSoak(report));
  return soakFigures(report);
}
