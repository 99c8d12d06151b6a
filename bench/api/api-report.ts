import { percentile, quantileInterval } from '../statistics.ts';
import { formatMicros } from '../search/report/format.ts';
import { markdownTable } from '../search/report/print-table.ts';
import type { Table } from '../search/report/tables.ts';
import type { ContestFigures } from './compare.ts';
import type { LoadReport } from './load-generator.ts';

const QUANTILES = [0.5, 0.9, 0.99, 0.999] as const;
const CONFIDENCE = 0.95;

type QuantileFigure = {
  readonly quantile: number;
  readonly micros: number;
  readonly lowMicros: number;
  /** Absent if there are too few samples for an upper bound. */
  readonly highMicros?: number;
};
export type RouteFigures = { readonly samples: number; readonly quantiles: readonly QuantileFigure[] };

export type ApiReport = {
  /** The time of the run, in ISO 8601. */
  readonly at: string;
  readonly node: string;
  /** Load average of the last minute before the run. */
  readonly load: number;
  readonly films: number;
  readonly perSecond: number;
  readonly routes: Readonly<Record<string, RouteFigures>>;
  readonly sent: number;
  readonly sentLate: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly saturation: { readonly connections: number; readonly perSecond: number; readonly errors: number };
  /** Empty if the run was over a server that was already running. */
  readonly contests: readonly ContestFigures[];
};

/** @returns the figures of each label; the last entry has the figures of all requests together */
export function routeFigures({ micros }: LoadReport): Record<string, RouteFigures> {
  const all = { ...micros, 'all requests': Object.values(micros).flat() };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, samples]) => samples.length > 0)
      .map(([label, samples]) => [label, figuresOf(samples)]),
  );
}

function figuresOf(samples: readonly number[]): RouteFigures {
  const sorted = Float64Array.from(samples).sort();
  const quantiles = QUANTILES.map((quantile): QuantileFigure => {
    const { low, high } = quantileInterval(sorted, quantile, CONFIDENCE);
    const micros = percentile(sorted, quantile);
    return { quantile, micros, lowMicros: low, ...(high !== undefined && { highMicros: high }) };
  });
  return { samples: sorted.length, quantiles };
}

export function apiTable({ routes, perSecond, films }: ApiReport): Table {
  return {
    title: `Latency at ${String(perSecond)} requests a second over ${films.toLocaleString('en')} films, 95 % confidence`,
    head: ['route', 'samples', ...QUANTILES.map((quantile) => `p${String(Math.round(quantile * 1000) / 10)}`)],
    rows: Object.entries(routes).map(([label, { samples, quantiles }]) => [
      label,
      String(samples),
      ...quantiles.map(cell),
    ]),
  };
}

function cell({ micros, lowMicros, highMicros }: QuantileFigure): string {
  const high = highMicros === undefined ? '?' : formatMicros(highMicros);
  return `${formatMicros(micros)} (${formatMicros(lowMicros)}..${high})`;
}

/** Marquee and other servers, measured in turn. */
export function contestsTable({ contests }: ApiReport): Table {
  return {
    title: 'Marquee against other servers over HTTP, medians of the rounds',
    head: ['asked for', 'connections', 'server', 'answers/s', 'share of the bare server', 'p50', 'p99', 'answers'],
    rows: contests.map(
      ({ what, server, connections, samples, errors, perSecond, p50Micros, p99Micros, share, shares }) => [
        what,
        String(connections),
        server,
        Math.round(perSecond).toLocaleString('en'),
        `${share.toFixed(2)} (${Math.min(...shares).toFixed(2)}..${Math.max(...shares).toFixed(2)})`,
        formatMicros(p50Micros),
        formatMicros(p99Micros),
        `${samples.toLocaleString('en')}${errors > 0 ? ` and ${errors.toLocaleString('en')} errors` : ''}`,
      ],
    ),
  };
}

/** The figures for the docs. */
export function apiFigures(report: ApiReport): string[] {
  const { at, node, films, perSecond, sent, sentLate, errors, saturation, contests, load } = report;
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return [
    `Measured ${at.slice(0, 10)} with ${films.toLocaleString('en')} films and Node ${node}; load average before the run ${load.toFixed(1)}.`,
    `The generator sent ${sent.toLocaleString('en')} requests at ${String(perSecond)} a second, ${sentLate.toLocaleString('en')} of them more than 1 ms late; ${String(failed)} failed.`,
    `At saturation, ${String(saturation.connections)} connections reached ${saturation.perSecond.toLocaleString('en')} reads a second.`,
    '',
    markdownTable(apiTable(report)),
    ...(contests.length > 0 ? [markdownTable(contestsTable(report))] : []),
  ];
}
