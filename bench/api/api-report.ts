import { percentile, quantileInterval } from '../statistics.ts';
import { formatMicros } from '../search/report/format.ts';
import type { Table } from '../search/report/tables.ts';
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
  readonly films: number;
  readonly perSecond: number;
  readonly routes: Readonly<Record<string, RouteFigures>>;
  readonly sent: number;
  readonly sentLate: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly saturation: { readonly connections: number; readonly perSecond: number; readonly errors: number };
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
