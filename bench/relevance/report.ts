import { OURS } from '../search/engines/engines.ts';
import { markdownTable } from '../search/report/print-table.ts';
import type { Table } from '../search/report/tables.ts';
import type { Measured } from './measure.ts';

/** A row with what each engine missed. */
export type MeasuredRow = {
  readonly name: string;
  readonly change: string;
  /** One of its queries. */
  readonly example: string;
  readonly among: number;
  readonly goal: number;
  readonly engines: Readonly<Record<string, Measured>>;
};

/** What a run saves as JSON. */
export type RelevanceReport = {
  /** ISO 8601. */
  readonly at: string;
  readonly films: number;
  readonly seed: number;
  /** The settings of each engine, by its name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly rows: readonly MeasuredRow[];
};

/** The table for the terminal and the docs. */
export function relevanceTable(rows: readonly MeasuredRow[]): Table {
  const engines = [...new Set(rows.flatMap((row) => Object.keys(row.engines)))];
  return {
    title: 'Share of queries whose film is not among the first results, with the 95 % interval',
    head: ['row', 'change', 'example', 'among', 'queries', 'goal', '', ...engines],
    rows: rows.map((row) => [
      row.name,
      row.change,
      row.example,
      String(row.among),
      String(Math.max(...Object.values(row.engines).map(({ queries }) => queries))),
      percent(row.goal),
      verdictOf(row),
      ...engines.map((engine) => cellOf(row.engines[engine])),
    ]),
  };
}

/** The lines for the docs. */
export function relevanceFigures({ at, films, seed, settings, rows }: RelevanceReport): string[] {
  return [
    `Measured ${at.slice(0, 10)} over ${films.toLocaleString('en')} films, seed ${String(seed)}.`,
    '',
    markdownTable(relevanceTable(rows)),
    markdownTable({ title: 'Settings of the engines', head: ['engine', 'settings'], rows: Object.entries(settings) }),
  ];
}

/** Names of the rows in which our engine misses more queries than the goal allows. */
export function goalsMissed(rows: readonly MeasuredRow[]): string[] {
  return rows.filter((row) => verdictOf(row) === 'missed').map(({ name }) => name);
}

function verdictOf({ goal, engines }: MeasuredRow): '' | 'met' | 'missed' {
  // In a table with OpenSearch, its adapter is what must meet the goals.
  const ours = engines['opensearch'] ?? engines[OURS];
  if (!ours) return '';
  return ours.missed <= goal * ours.queries ? 'met' : 'missed';
}

function cellOf(measured: Measured | undefined): string {
  if (!measured || measured.queries === 0) return '';
  const { low, high } = measured.interval;
  return `${percent(measured.missed / measured.queries)} (${tenths(low)} to ${tenths(high)})`;
}

const percent = (share: number) => `${tenths(share)} %`;
const tenths = (share: number) => (100 * share).toFixed(1).replace(/\.0$/, '');
