import type { SearchIds } from '../relevance/engines/engine.ts';
import { summarise, type Latencies } from '../search/latencies.ts';
import type { MeantQuery } from './query-sets.ts';

/** How many results are looked at. */
const TOP = 10;
/**
 * A query for a name is answered well if at least this share of the first ten films are meant. If fewer than ten films
 * are meant, it is the share of the meant films that are among the first ten.
 */
const WELL = 0.8;

/** Means over the queries of a set, from 0 to 1. */
export type Scores = {
  readonly queries: number;
  /** 1 if the first film is meant, otherwise 0. */
  readonly first: number;
  /**
   * The number of meant films among the first ten, divided by the most that could be there: ten, or all meant films if
   * there are fewer.
   */
  readonly amongTen: number;
  /** 1 / rank of the first meant film, or 0 if there is none among the first ten. */
  readonly reciprocalRank: number;
  /**
   * 1 if at least eight of the first ten are meant, or 80 % of the meant films if there are fewer than ten; otherwise
   * 0.
   */
  readonly eightOfTen: number;
};

export type Miss = { readonly q: string; readonly amongTen: number; readonly found: readonly string[] };

/** Scores the answers to a set. A query is listed as missed if its first film is wrong or if `amongTen` is below 1. */
export async function score(
  search: SearchIds,
  queries: readonly MeantQuery[],
): Promise<{ readonly scores: Scores; readonly misses: Miss[] }> {
  const misses: Miss[] = [];
  const sums = { first: 0, amongTen: 0, reciprocalRank: 0, eightOfTen: 0 };
  for (const { q, meant } of queries) {
    const found = (await search(q, TOP)).slice(0, TOP);
    const rank = found.findIndex((id) => meant.has(id)) + 1;
    const amongTen = found.filter((id) => meant.has(id)).length / Math.min(TOP, meant.size);
    if (rank !== 1 || amongTen < 1) misses.push({ q, amongTen, found });
    sums.first += Number(rank === 1);
    sums.amongTen += amongTen;
    sums.reciprocalRank += rank === 0 ? 0 : 1 / rank;
    sums.eightOfTen += Number(amongTen >= WELL);
  }
  const mean = (sum: number) => sum / Math.max(1, queries.length);
  return {
    scores: {
      queries: queries.length,
      first: mean(sums.first),
      amongTen: mean(sums.amongTen),
      reciprocalRank: mean(sums.reciprocalRank),
      eightOfTen: mean(sums.eightOfTen),
    },
    misses,
  };
}

/** Timing stops after this long, so a slow engine has fewer samples. */
const TIMED_MS = 20_000;

/**
 * Times each query up to `rounds` times, after the queries have been run once by {@link score}.
 *
 * @param queries not empty
 */
export async function time(search: SearchIds, queries: readonly MeantQuery[], rounds: number): Promise<Latencies> {
  const micros: number[] = [];
  const endMs = performance.now() + TIMED_MS;
  for (const { q } of Array.from({ length: rounds }, () => queries).flat()) {
    const startedMs = performance.now();
    await search(q, TOP);
    const endedMs = performance.now();
    micros.push(1_000 * (endedMs - startedMs));
    if (endedMs > endMs) break;
  }
  return summarise(micros);
}
