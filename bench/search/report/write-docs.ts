import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { format } from 'prettier';
import { drawChart } from './chart.ts';
import { markdownTable } from './print-table.ts';
import type { SearchReport } from './report.ts';
import { tablesOf } from './tables.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PAGE = resolve(ROOT, 'docs/benchmarks.md');
const CHART = resolve(ROOT, 'docs/benchmarks.svg');

/** The script replaces the part of the page between these marks. */
const BEGIN = '<!-- figures: written by npm run bench:docs, not by hand -->';
const END = '<!-- end of figures -->';

const source = process.argv[2] ?? resolve(ROOT, '.bench/search.json');
const report = JSON.parse(await readFile(source, 'utf8')) as SearchReport;
const page = await readFile(PAGE, 'utf8');
const [before] = page.split(BEGIN);
const [, after] = page.split(END);
if (before === undefined || after === undefined) throw new Error(`${PAGE} no longer has the marks around its figures.`);
const { cpu, cores, load, node } = report.machine;
const set = report.source === 'data' ? 'the Wikipedia Movie Data Set' : 'made films';
const intro = `Measured ${report.at.slice(0, 10)}: ${report.films.toLocaleString('en')} films (${set}), ${String(report.rounds)} rounds,
Node ${node} on ${String(cores)} cores of ${cpu}; load average before the run ${load.toFixed(1)}.`;
const figures = [
  intro,
  '',
  '![Latency by engine and class](benchmarks.svg)',
  '',
  ...tablesOf(report).map(markdownTable),
];
await writeFile(PAGE, await format([before + BEGIN, '', ...figures, END + after].join('\n'), { parser: 'markdown' }));
await writeFile(CHART, drawChart(report));
