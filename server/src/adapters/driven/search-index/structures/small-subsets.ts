type Subsets = { readonly sets: readonly number[]; readonly ends: readonly number[] };

const SUBSETS: (Subsets | undefined)[] = [];

/**
 * The subsets of up to two of the bits, smaller subsets first; `ends` says where the subsets of up to 0, 1 and 2 bits
 * end. The result is kept for each of the 256 arguments, because making it took a fifth of a look-up.
 */
export function smallSubsets(bits: number): Subsets {
  return (SUBSETS[bits] ??= makeSubsets(bits));
}

function makeSubsets(bits: number): Subsets {
  const sets = [0];
  for (let left = bits; left !== 0; left &= left - 1) sets.push(left & -left);
  const singles = sets.length;
  for (let i = 1; i < singles; i += 1) for (let j = 1; j < i; j += 1) sets.push(sets[i]! | sets[j]!);
  return { sets, ends: [1, singles, sets.length] };
}
