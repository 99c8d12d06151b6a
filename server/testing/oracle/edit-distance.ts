/** The property tests compare the same words thousands of times, because their films are made of few words. */
const DISTANCES = new Map<string, number>();

/** The distance of {@link optimalStringAlignment}, computed once for two words. */
export function editDistance(a: string, b: string): number {
  const words = `${a}\n${b}`;
  const distance = DISTANCES.get(words) ?? optimalStringAlignment(a, b);
  DISTANCES.set(words, distance);
  return distance;
}

/**
 * The textbook algorithm for the optimal string alignment distance. An edit inserts, deletes or replaces a letter, or
 * swaps neighbours. No letter is edited twice.
 */
function optimalStringAlignment(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j));
  const at = (i: number, j: number) => d[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Infinity;
      (d[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped);
    }
  }
  return at(a.length, b.length);
}
