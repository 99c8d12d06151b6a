import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../server/testing/random.ts';
import { median, percentile, quantileInterval, quantileRanks, shareInterval } from './statistics.ts';

const oneTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);

describe('percentile', () => {
  test.each([
    [100, 0.5, 50],
    [100, 0.99, 99],
    [1000, 0.999, 999],
    [1000, 1, 1000],
    [3, 0.5, 2],
    [1, 0.01, 1],
    [10, 0.95, 10],
  ])('of the numbers 1 to %i at the quantile %f is %i', (n, quantile, value) => {
    expect(percentile(oneTo(n), quantile)).toBe(value);
  });

  test('rejects an empty list', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

test('median returns the middle value, or the mean of the two middle values', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});

describe('quantileInterval', () => {
  test.each([
    // Tables of the binomial distribution: P(X <= 39) = 0.0176, P(X <= 40) = 0.0284, P(X <= 59) = 0.9716, P(X <= 60) = 0.9824
    [100, 0.5, 40, 61],
    // P(X <= 1) = 0.0107, P(X <= 2) = 0.0547; P(X <= 8) = 0.9893
    [10, 0.5, 2, 9],
  ])('of %i samples at the quantile %f has the ranks %i and %i', (n, quantile, lowRank, highRank) => {
    expect(quantileRanks(n, quantile, 0.95)).toEqual({ lowRank, highRank });
  });

  test('has no upper bound if there are too few samples for a high quantile', () => {
    expect(quantileInterval(oneTo(100), 0.99, 0.95)).toEqual({ low: 97, high: undefined });
    // The number of samples above the quantile has nearly a Poisson distribution with mean 10: P(Y >= 18) = 0.0143, P(Y
    // >= 17) = 0.0270, P(Y <= 3) = 0.0103.
    expect(quantileInterval(oneTo(10_000), 0.999, 0.95)).toEqual({ low: 9_983, high: 9_997 });
  });

  test('contains the quantile in about the promised share of sample sets', () => {
    const random = seededRandom(7);
    let held = 0;
    for (let set = 0; set < 2_000; set += 1) {
      const sorted = Float64Array.from({ length: 400 }, random).sort();
      const { low, high = Infinity } = quantileInterval(sorted, 0.9, 0.95);
      if (low <= 0.9 && high >= 0.9) held += 1;
    }
    expect(held / 2_000).toBeGreaterThan(0.945);
    expect(held / 2_000).toBeLessThan(0.985);
  });
});

test.each([
  // Reference values: statsmodels.stats.proportion.proportion_confint(hits, n, method='wilson')
  [0, 10, 0, 0.2775],
  [5, 10, 0.2366, 0.7634],
  [10, 10, 0.7225, 1],
  [3, 300, 0.0034, 0.029],
])('the 95 %% interval of %i hits in %i is from %d to %d', (hits, n, low, high) => {
  const interval = shareInterval(hits, n);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('nothing is known about a share of no samples', () => {
  expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
