import { describe, expect, test } from '@jest/globals';
import { randomInt, seededRandom } from '../../server/testing/random.ts';
import { crossValidate, fitWeights, shareRight, type Choice } from './choice.ts';

/**
 * Choices of three options. The right option is the one with the highest sum of signals, each multiplied by its weight.
 */
function choicesBy(weights: readonly number[], seed: number): Choice[] {
  const random = seededRandom(seed);
  return Array.from({ length: 200 }, () => {
    const options = Array.from({ length: 3 }, () => weights.map(() => randomInt(random, 10)));
    const scores = options.map((option) => option.reduce((sum, value, s) => sum + value * (weights[s] ?? 0), 0));
    return { options, right: scores.indexOf(Math.max(...scores)) };
  });
}

describe('fitted weights', () => {
  test('find the right option in choices that they were not fitted on', () => {
    const [plus = NaN, minus = NaN, none = NaN] = fitWeights(choicesBy([2, -1, 0], 1));
    expect(shareRight(choicesBy([2, -1, 0], 2), [plus, minus, none])).toBeGreaterThan(0.95);
    expect(plus / minus).toBeCloseTo(-2, 0);
    expect(Math.abs(none)).toBeLessThan(0.1 * plus);
  });

  test('are 0 for a signal that is always the same', () => {
    const choices = choicesBy([1], 3).map(({ options, right }) => ({ right, options: options.map((o) => [...o, 7]) }));
    expect(fitWeights(choices)[1]).toBeCloseTo(0);
  });
});

test('cross-validation tries weights only on choices that they were not fitted on', () => {
  // The two halves follow opposite rules.
  const choices = Array.from({ length: 40 }, (_, i) => ({ options: [[1], [0]], right: i % 2 }));
  expect(crossValidate(choices, 2)).toBe(0);
  expect(crossValidate(choicesBy([2, -1], 4), 5)).toBeGreaterThan(0.95);
});
