/** Returns the next random number in [0, 1). The same seed gives the same numbers on every machine. */
export type Random = () => number;

/** sfc32 by Chris Doty-Humphrey (PractRand). The first 15 numbers mix the seed and are discarded. */
export function seededRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}

/** An integer in [0, end). */
export function randomInt(random: Random, end: number): number {
  return Math.floor(random() * end);
}

/** @throws RangeError when there is nothing to choose from */
export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new RangeError('Nothing to pick from.');
  return items[randomInt(random, items.length)] as T;
}

/** Draws indexes in proportion to their weights, with one binary search for each draw. */
export function weightedIndexes(random: Random, weights: readonly number[]): () => number {
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((weight, i) => {
    sum += weight;
    cumulative[i] = sum;
  });
  return () => {
    const target = random() * sum;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Zipf-Mandelbrot weights for the ranks 0 to `size` - 1: 1 / (rank + shift) ** exponent. */
export function zipfWeights(size: number, exponent = 1, shift = 2.7): number[] {
  return Array.from({ length: size }, (_, rank) => 1 / (rank + shift) ** exponent);
}
