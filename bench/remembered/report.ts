import { markdownTable } from '../search/report/print-table.ts';
import type { Table } from '../search/report/tables.ts';
import type { Latencies } from '../search/latencies.ts';
import type { Scores } from './measure.ts';
import type { QuerySet } from './query-sets.ts';

export type MeasuredEngine = {
  /** In one line for the docs. */
  readonly settings: string;
  readonly buildMs: number;
  /** By the name of the set. */
  readonly scores: Readonly<Record<string, Scores>>;
  /** Over all queries of a kind. */
  readonly times: Readonly<Partial<Record<QuerySet['kind'], Latencies>>>;
};

/** What a run saves as JSON. */
export type RememberedReport = {
  /** ISO 8601. */
  readonly at: string;
  readonly films: number;
  /** Load average of the last minute before the run. */
  readonly load: number;
  readonly sets: readonly Pick<QuerySet, 'name' | 'kind'>[];
  readonly engines: Readonly<Record<string, MeasuredEngine>>;
};

/** The tables for the terminal and the docs. */
export function rememberedTables({ sets, engines }: RememberedReport): Table[] {
  const measured = Object.entries(engines);
  return [
    {
      title:
        'Plot queries: share whose film comes first, share whose film is among the first ten; mean reciprocal rank',
      head: ['engine', ...sets.filter(({ kind }) => kind === 'plot').map(({ name }) => nameOf(name, measured))],
      rows: rowsOf(sets, 'plot', measured, plotCell),
    },
    {
      title:
        'Names: share whose first film is right, share of the first ten films that are right, number of names with at least ' +
        'eight right films of ten',
      head: ['engine', ...sets.filter(({ kind }) => kind === 'name').map(({ name }) => nameOf(name, measured))],
      rows: rowsOf(sets, 'name', measured, nameCell),
    },
    {
      title: 'Microseconds per query',
      head: ['engine', 'plots: p50', 'p99', 'max', 'samples', 'names: p50', 'p99', 'max', 'samples'],
      rows: measured.map(([engine, { times }]) => [engine, ...timeCells(times.plot), ...timeCells(times.name)]),
    },
    {
      title: 'Settings of the engines, and seconds to build the index',
      head: ['engine', 'settings', 'build'],
      rows: measured.map(([engine, { settings, buildMs }]) => [engine, settings, (buildMs / 1_000).toFixed(1)]),
    },
  ].filter(({ rows }) => rows.some((row) => row.slice(1).some((cell) => cell !== '')));
}

/** The lines for the docs. */
export function rememberedFigures(report: RememberedReport): string[] {
  const { at, films, load } = report;
  const intro = `Measured ${at.slice(0, 10)} over ${films.toLocaleString('en')} films; load average before the run ${load.toFixed(1)}.`;
  return [intro, '', ...rememberedTables(report).map(markdownTable)];
}

type Measured = readonly (readonly [string, MeasuredEngine])[];

function nameOf(set: string, measured: Measured): string {
  return `${set} (${String(measured[0]?.[1].scores[set]?.queries ?? 0)})`;
}

function rowsOf(
  sets: RememberedReport['sets'],
  wanted: QuerySet['kind'],
  measured: Measured,
  cellOf: (scores: Scores) => string,
): string[][] {
  const names = sets.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  return measured.map(([engine, { scores }]) => [
    engine,
    ...names.map((name) => (scores[name] ? cellOf(scores[name]) : '')),
  ]);
}

function plotCell({ first, amongTen, reciprocalRank }: Scores): string {
  return `${percent(first)}, ${percent(amongTen)}; ${reciprocalRank.toFixed(2)}`;
}

function nameCell({ first, amongTen, eightOfTen, queries }: Scores): string {
  return `${percent(first)}, ${percent(amongTen)}, ${String(Math.round(eightOfTen * queries))}`;
}

function timeCells(times: Latencies | undefined): string[] {
  if (!times) return ['', '', '', ''];
  return [times.p50, times.p99, times.max, times.samples].map((it) => Math.round(it).toLocaleString('en'));
}

const percent = (share: number) => `${(100 * share).toFixed(1).replace('.0', '')} %`;
