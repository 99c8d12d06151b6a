import { markdownTable } from '../search/report/print-table.ts';
import type { Table } from '../search/report/tables.ts';
import { formatMicros } from '../search/report/format.ts';
import { median, percentile } from '../statistics.ts';
import type { LoadReport } from '../api/load-generator.ts';
import type { OriginState } from './origin.ts';

export type LoadFigures = {
  readonly sent: number;
  readonly errors: number;
  /** Requests that reached the function. */
  readonly reached: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  readonly maxMicros: number;
};

export type Outage = LoadFigures & {
  readonly state: OriginState;
  /** The status of the answer to a question that nobody had asked before. */
  readonly unknownStatus: number;
  /** How long an edit after the outage was unseen. */
  readonly unseenAfterwardsMs: number;
};

export type EdgeReport = {
  /** ISO 8601. */
  readonly at: string;
  readonly node: string;
  readonly nginx: string;
  readonly cores: number;
  readonly films: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly direct: LoadFigures;
  readonly cached: LoadFigures;
  /** For each edit, how long after its acknowledgement the last reader was answered without it, in milliseconds. */
  readonly unseenMs: readonly number[];
  /** The same for readers who asked the Marquee behind the cache. */
  readonly unseenDirectMs: readonly number[];
  /** How many of the edits their editor, who sends a token, read at once. */
  readonly seenByEditor: number;
  /** Requests that readers sent while films were edited, and how many of them failed. */
  readonly readings: number;
  readonly readingErrors: number;
  readonly outages: readonly Outage[];
};

export function loadFigures({ micros, errors, sent }: LoadReport, reached: number): LoadFigures {
  const sorted = Float64Array.from(Object.values(micros).flat()).sort();
  const time = (quantile: number) => (sorted.length === 0 ? 0 : percentile(sorted, quantile));
  return {
    ...{ sent, reached, errors: Object.values(errors).reduce((sum, count) => sum + count, 0) },
    ...{ p50Micros: time(0.5), p99Micros: time(0.99), maxMicros: time(1) },
  };
}

export function loadTable({ direct, cached, perSecond, seconds }: EdgeReport): Table {
  return {
    title: `${String(perSecond)} requests a second of one query, for ${String(seconds)} s`,
    head: ['', 'requests', 'reach the function', 'answered by the cache', 'errors', 'p50', 'p99'],
    rows: [
      ['without a cache', ...cellsOf(direct)],
      ['with a cache', ...cellsOf(cached)],
    ],
  };
}

export function outageTable({ outages, perSecond }: EdgeReport): Table {
  return {
    title: `The same query, ${String(perSecond)} times a second, while the function fails`,
    head: [
      ...['the function', 'requests', 'reach the function', 'get the old answer', 'errors', 'p50', 'p99', 'slowest'],
      ...['a query never asked before', 'an edit afterwards is unseen for'],
    ],
    rows: outages.map(({ state, sent, reached, errors, p50Micros, p99Micros, maxMicros, ...one }) => [
      ...[state, ...[sent, reached, sent - errors].map((count) => count.toLocaleString('en')), String(errors)],
      ...[p50Micros, p99Micros, maxMicros].map(formatMicros),
      ...[String(one.unknownStatus), secondsOf(one.unseenAfterwardsMs)],
    ]),
  };
}

function cellsOf({ sent, reached, errors, p50Micros, p99Micros }: LoadFigures): string[] {
  return [
    ...[sent.toLocaleString('en'), reached.toLocaleString('en'), `${(100 * (1 - reached / sent)).toFixed(1)} %`],
    ...[String(errors), formatMicros(p50Micros), formatMicros(p99Micros)],
  ];
}

/** What happened to edits, as a sentence for the terminal and the docs. */
export function editsSummary(report: EdgeReport): string {
  const { unseenMs, unseenDirectMs, seenByEditor, readings, readingErrors, perSecond } = report;
  return (
    `${String(unseenMs.length)} edits of a film that the query finds, while readers asked ${String(perSecond)} times a second ` +
    `(${readings.toLocaleString('en')} answers, ${String(readingErrors)} errors): after its acknowledgement an edit was unseen for ` +
    `${middleAndMost(unseenMs)}; behind the cache, for ${middleAndMost(unseenDirectMs)}. ` +
    `Its editor, who sends a token, read it at once: ${String(seenByEditor)} of ${String(unseenMs.length)}.`
  );
}

function middleAndMost(times: readonly number[]): string {
  return `${secondsOf(median(times))} (median) and ${secondsOf(Math.max(...times))} (longest)`;
}

function secondsOf(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

/** The lines for the docs. */
export function edgeFigures(report: EdgeReport): string[] {
  const { at, films, node, nginx, cores } = report;
  return [
    `Measured ${at.slice(0, 10)} over ${films.toLocaleString('en')} films with Node ${node} and nginx ${nginx} on ${String(cores)} cores.`,
    '',
    markdownTable(loadTable(report)),
    editsSummary(report),
    '',
    markdownTable(outageTable(report)),
  ];
}
