/**
 * Returns the quantile by the method of the nearest rank: the smallest value such that at least this share of all
 * values is less than or equal to it. The result is always a measured value, never an interpolated one.
 *
 * @param sorted ascending, not empty
 * @param quantile 0 < quantile <= 1
 * @throws RangeError when there are no values
 */
export function percentile(sorted: ArrayLike<number>, quantile: number): number {
  // The 1e-9 corrects rounding errors. For example, 0.999 * 1000 can be 999.0000000000001, which must not round up to
  // rank 1000.
  const rank = Math.max(1, Math.ceil(quantile * sorted.length - 1e-9));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError('No values to take a percentile of.');
  return value;
}

/** The middle value, or the mean of the two middle values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('No values to take a median of.');
  return (lower + upper) / 2;
}

export type QuantileInterval = {
  readonly low: number;
  /** The upper bound; absent if there are too few samples for one. */
  readonly high: number | undefined;
};

/**
 * Returns a confidence interval of a quantile from order statistics (Conover, Practical Nonparametric Statistics, 3.2).
 * The interval is valid for every distribution of the samples. The reason is that the number of independent samples
 * below the quantile always has a binomial distribution.
 *
 * @param sorted ascending, not empty
 * @param quantile in (0, 1)
 * @param confidence in (0, 1), for example 0.95; half of the remaining probability is left on each side
 */
export function quantileInterval(sorted: ArrayLike<number>, quantile: number, confidence: number): QuantileInterval {
  const { lowRank, highRank } = quantileRanks(sorted.length, quantile, confidence);
  return {
    low: percentileAtRank(sorted, Math.max(1, lowRank)),
    high: highRank > sorted.length ? undefined : percentileAtRank(sorted, highRank),
  };
}

/**
 * Returns the ranks of the lower and the upper bound. Ranks start at 1; 0 and n + 1 mean "no bound". The quantile is
 * between the two ranks in at least `confidence` of all sample sets.
 */
export function quantileRanks(
  n: number,
  quantile: number,
  confidence: number,
): { readonly lowRank: number; readonly highRank: number } {
  const tail = (1 - confidence) / 2;
  let cumulative = 0;
  let lowRank = 0;
  for (let below = 0; below <= n; below += 1) {
    cumulative += binomialProbability(n, below, quantile);
    // P(fewer than lowRank samples below the quantile) <= tail
    if (cumulative <= tail) lowRank = below + 1;
    if (cumulative >= 1 - tail) return { lowRank, highRank: below + 1 };
  }
  return { lowRank, highRank: n + 1 };
}

function percentileAtRank(sorted: ArrayLike<number>, rank: number): number {
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError('No values to bound a percentile of.');
  return value;
}

function binomialProbability(n: number, k: number, p: number): number {
  const ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  return Math.exp(ways + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i += 1) logFactorials.push((logFactorials[i - 1] ?? 0) + Math.log(i));
  return logFactorials[n] ?? 0;
}

/** The standard normal deviate of a two-sided interval of 95 %. */
const Z_95 = 1.959964;

/**
 * Returns the 95 % confidence interval of a share (Wilson's score interval, which also holds near 0 and 1).
 *
 * @param hits 0 to `n`
 * @returns bounds from 0 to 1; exactly 0 and 1 if `n` is 0, because nothing is known then
 */
export function shareInterval(hits: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const share = hits / n;
  const z2 = Z_95 * Z_95;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z_95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
