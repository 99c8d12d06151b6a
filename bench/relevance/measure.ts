import { shareInterval } from '../statistics.ts';
import type { SearchIds } from './engines/engine.ts';
import type { RelevanceCase } from './draws.ts';

export type Miss = { readonly q: string; readonly meant: readonly string[]; readonly first: readonly string[] };

export type Measured = {
  /** Fewer than the row has, if the engine exceeded its time limit. */
  readonly queries: number;
  readonly missed: number;
  /** Bounds of the true share of missed queries, at 95 % confidence. */
  readonly interval: { readonly low: number; readonly high: number };
};

/**
 * Counts the queries of a row whose film is not among the first results.
 *
 * @param budgetMs time limit; a slow engine gets only the first of the queries, which are in random order
 */
export async function measure(
  search: SearchIds,
  cases: readonly RelevanceCase[],
  among: number,
  budgetMs: number,
): Promise<{ measured: Measured; misses: Miss[] }> {
  const misses: Miss[] = [];
  let queries = 0;
  const startedMs = performance.now();
  for (const it of cases) {
    const first = (await search(it.q, among)).slice(0, among);
    if (!isFound(it, first, among)) misses.push({ q: it.q, meant: [...it.meant], first });
    queries += 1;
    if (performance.now() - startedMs > budgetMs) break;
  }
  const missed = misses.length;
  return { measured: { queries, missed, interval: shareInterval(missed, queries) }, misses };
}

function isFound({ meant, onlyThese = false }: RelevanceCase, first: readonly string[], among: number): boolean {
  const found = first.filter((id) => meant.has(id)).length;
  return found >= (onlyThese ? Math.min(among, meant.size) : 1);
}
