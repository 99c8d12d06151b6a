import { OURS } from '../search/engines/engines.ts';
import type { Table } from '../search/report/tables.ts';
import type { Measured } from './measure.ts';

/** A row with what each engine missed. */
export type MeasuredRow = {
  readonly name: string;
  readonly change: string;
  readonly among: number;
  readonly goal?: number;
  readonly engines: Readonly<Record<string, Measured>>;
};

export function relevanceTable(rows: readonly MeasuredRow[]): Table {
  const engines = [...new Set(rows.flatMap((row) => Object.keys(row.engines)))];
  return {
    title: 'Share of queries whose film is not among the first results, with the 95 % interval',
    head: ['row', 'change', 'among', 'queries', 'goal', '', ...engines],
    rows: rows.map((row) => [
      row.name,
      row.change,
      String(row.among),
      String(Object.values(row.engines)[0]?.queries ?? 0),
      row.goal === undefined ? '' : percent(row.goal),
      verdictOf(row),
      ...engines.map((engine) => cellOf(row.engines[engine])),
    ]),
  };
}

/** Names of the rows in which our engine misses more queries than the goal allows. */
export function goalsMissed(rows: readonly MeasuredRow[]): string[] {
  return rows.filter((row) => verdictOf(row) === 'missed').map(({ name }) => name);
}

function verdictOf({ goal, engines }: MeasuredRow): '' | 'met' | 'missed' {
  const ours = engines[OURS];
  if (!ours || goal === undefined) return '';
  return ours.missed <= goal * ours.queries ? 'met' : 'missed';
}

function cellOf(measured: Measured | undefined): string {
  if (!measured || measured.queries === 0) return '';
  const { low, high } = measured.interval;
  return `${percent(measured.missed / measured.queries)} (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).replace(/\.0$/, '')} %`;
}
