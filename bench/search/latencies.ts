import { percentile } from '../statistics.ts';

/** Quantiles of latencies, in microseconds. */
export type Latencies = {
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
};

/** @param micros any order, not empty */
export function summarise(micros: readonly number[]): Latencies {
  const sorted = Float64Array.from(micros).sort();
  return {
    samples: sorted.length,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    p999: percentile(sorted, 0.999),
    max: percentile(sorted, 1),
  };
}
