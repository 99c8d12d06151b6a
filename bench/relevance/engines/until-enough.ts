/**
 * Runs searches from the strictest to the most tolerant until they have found enough films.
 *
 * @returns at most `limit` different numbers, those of earlier searches first
 */
export async function untilEnough(
  limit: number,
  searches: readonly (() => readonly number[] | Promise<readonly number[]>)[],
): Promise<number[]> {
  const found = new Set<number>();
  for (const search of searches) {
    if (found.size >= limit) break;
    for (const n of await search()) found.add(n);
  }
  return [...found].slice(0, limit);
}
