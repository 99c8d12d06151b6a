import { expect, test } from '@jest/globals';
import { pick, randomInt, seededRandom, weightedIndexes, zipfWeights } from './random.ts';

test('gives the same numbers for the same seed, and different numbers for another seed', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('draws integers evenly from the range, and never outside it', () => {
  const random = seededRandom(3);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 40_000; i += 1) {
    const drawn = randomInt(random, 4);
    counts[drawn] = (counts[drawn] ?? NaN) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(600);
});

test('draws in proportion to the weights', () => {
  const draw = weightedIndexes(seededRandom(4), [1, 0, 3]);
  const counts = [0, 0, 0];
  for (let i = 0; i < 20_000; i += 1) {
    const drawn = draw();
    counts[drawn] = (counts[drawn] ?? NaN) + 1;
  }
  expect(counts[1]).toBe(0);
  expect((counts[2] ?? 0) / 20_000).toBeCloseTo(0.75, 1);
});

test('Zipf weights decrease with the rank', () => {
  const weights = zipfWeights(100);
  expect(weights).toEqual([...weights].sort((a, b) => b - a));
});

test('refuses to pick from an empty list', () => {
  expect(() => pick(seededRandom(1), [])).toThrow(RangeError);
});
