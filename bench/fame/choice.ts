/** Several options, exactly one of which is right. Each option has one number for each signal. */
export type Choice = { readonly options: readonly (readonly number[])[]; readonly right: number };

/**
 * The strength of the penalty that keeps weights small. With 1, each weight is treated as if it had been measured once
 * before and found to be 0.
 */
const RIDGE = 1;
const STEPS = 300;

/**
 * Fits weights with which the right option of a choice tends to have the highest weighted sum of signals. The model is
 * a conditional logit with an L2 penalty, fitted by gradient ascent. The same choices always give the same weights.
 *
 * @returns one weight for each signal
 */
export function fitWeights(choices: readonly Choice[]): number[] {
  const scales = deviations(choices);
  const scaled = choices.map(({ options, right }) => ({
    right,
    options: options.map((option) => option.map((value, s) => value / (scales[s] ?? 1))),
  }));
  const weights = scales.map(() => 0);
  // The sum is an upper bound of the curvature. A step longer than its inverse could overshoot.
  const step = 1 / (RIDGE + scaled.reduce((sum, choice) => sum + spread(choice), 0));
  // The gradient is taken ahead of the weights (Nesterov's momentum), which needs ten times fewer steps.
  const ahead = [...weights];
  for (let i = 1; i <= STEPS; i += 1) {
    const gradient = gradientAt(scaled, ahead);
    for (const [s, before] of weights.entries()) {
      const after = (ahead[s] ?? 0) + step * (gradient[s] ?? 0);
      ahead[s] = after + (i / (i + 3)) * (after - before);
      weights[s] = after;
    }
  }
  return weights.map((weight, s) => weight / (scales[s] ?? 1));
}

/** The share of the choices, from 0 to 1, in which the right option has the highest weighted sum. */
export function shareRight(choices: readonly Choice[], weights: readonly number[]): number {
  const right = choices.filter((choice) => {
    const scores = choice.options.map((option) => dot(option, weights));
    return scores.indexOf(Math.max(...scores)) === choice.right;
  });
  return right.length / choices.length;
}

/**
 * Leaves out each part of the choices in turn, fits weights to the other parts, and tries them on the part that was
 * left out.
 *
 * @returns the share of the choices, from 0 to 1, in which the right option had the highest weighted sum
 */
export function crossValidate(choices: readonly Choice[], parts: number): number {
  let right = 0;
  for (let part = 0; part < parts; part += 1) {
    const tried = choices.filter((_, i) => i % parts === part);
    right += tried.length * shareRight(tried, fitWeights(choices.filter((_, i) => i % parts !== part)));
  }
  return right / choices.length;
}

function gradientAt(choices: readonly Choice[], weights: readonly number[]): number[] {
  const gradient = weights.map((weight) => -RIDGE * weight);
  for (const { options, right } of choices) {
    const scores = options.map((option) => dot(option, weights));
    const most = Math.max(...scores);
    const chances = scores.map((score) => Math.exp(score - most));
    const sum = chances.reduce((a, b) => a + b, 0);
    for (const [o, option] of options.entries()) {
      const surprise = (o === right ? 1 : 0) - (chances[o] ?? 0) / sum;
      for (const [s, value] of option.entries()) gradient[s] = (gradient[s] ?? 0) + surprise * value;
    }
  }
  return gradient;
}

/**
 * An upper bound of the curvature that one choice adds: a quarter of the square of the largest distance between its
 * options.
 */
function spread({ options }: Choice): number {
  let largest = 0;
  for (const a of options) {
    for (const b of options)
      largest = Math.max(
        largest,
        a.reduce((sum, value, s) => sum + (value - (b[s] ?? 0)) ** 2, 0),
      );
  }
  return largest / 4;
}

/** The standard deviation of each signal; 1 for a signal that is always the same. */
function deviations(choices: readonly Choice[]): number[] {
  const options = choices.flatMap((choice) => choice.options);
  return (options[0] ?? []).map((_, s) => {
    const values = options.map((option) => option[s] ?? 0);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
