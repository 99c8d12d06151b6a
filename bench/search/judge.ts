import type { FacetCount } from '../../server/src/domain/film-query.ts';
import { foldText, termsOf, titleKey } from '../../server/src/domain/text/fold-text.ts';
import type { BenchAnswer } from './engines/engine.ts';
import { BENCH_FACETS, type BenchCase, type WorkloadClass } from './workload/bench-case.ts';

/**
 * For each measure, the share of the queries of a class that meet it, from 0 to 1. A measure is absent if the class is
 * not judged by it.
 */
export type Quality = {
  readonly rank1?: number;
  readonly inTop3?: number;
  readonly inTop10?: number;
  /** Share of the first ten films whose title starts with the typed text, on average. */
  readonly startsSo?: number;
  /** The highest `startsSo` that any engine could reach with these queries. */
  readonly startsSoAtBest?: number;
  readonly recall20?: number;
  /**
   * Share of answers whose total equals the brute-force count and whose rows satisfy the filters and the requested
   * order.
   */
  readonly exactTotal?: number;
  readonly exactFacets?: number;
};

type Measure = keyof Quality;

/**
 * The measures by which each class is judged, and the lowest value that an engine must reach. If an engine misses one
 * of these values, its speed does not count. A value of 0 means that the measure is only reported.
 */
export const FLOORS: Readonly<Record<WorkloadClass, Quality>> = {
  a: { rank1: 0.99, exactTotal: 0 },
  b: { inTop10: 0.55, startsSo: 0.83, startsSoAtBest: 0, exactTotal: 0 },
  c: { rank1: 0.99 },
  d: { recall20: 0.985, exactTotal: 0 },
  e: { rank1: 0.99, exactTotal: 0 },
  f: { exactTotal: 1 },
  g: { exactTotal: 1 },
  h: { exactTotal: 1, exactFacets: 1 },
  i: { inTop3: 0.97 },
  j: { inTop3: 0.96 },
  k: { inTop10: 0.85 },
  l: { recall20: 0.985, exactTotal: 0 },
};

/**
 * If the best possible `startsSo` is below the floor, an engine needs to reach only this share of the best possible
 * value.
 */
const SHARE_OF_BEST = 0.99;

/** @param share the share of each floor that is enough, 0 to 1 */
export function meetsFloor(kind: WorkloadClass, quality: Quality, share = 1): boolean {
  return Object.entries(FLOORS[kind]).every(([measure, floor]) => {
    const best = measure === 'startsSo' ? SHARE_OF_BEST * (quality.startsSoAtBest ?? 1) : 1;
    return (quality[measure as Measure] ?? 0) >= share * Math.min(floor, best);
  });
}

/** Adds up how well the answers to the queries of one class match the truth. */
export class Judge {
  readonly #kind: WorkloadClass;
  readonly #sums = new Map<Measure, number>();
  #judged = 0;

  constructor(kind: WorkloadClass) {
    this.#kind = kind;
  }

  add(benchCase: BenchCase, answer: BenchAnswer): void {
    this.#judged += 1;
    for (const measure of Object.keys(FLOORS[this.#kind]) as Measure[]) {
      this.#sums.set(measure, (this.#sums.get(measure) ?? 0) + MEASURES[measure](benchCase, answer));
    }
  }

  quality(): Quality {
    return Object.fromEntries([...this.#sums].map(([measure, sum]) => [measure, sum / this.#judged]));
  }
}

/** Each measure returns a value from 0 to 1. */
const MEASURES: Record<Measure, (benchCase: BenchCase, answer: BenchAnswer) => number> = {
  rank1: ({ truth }, { items: [first] }) => {
    if (!first) return 0;
    return Number(truth.id === undefined ? titleKey(first.title) === truth.titleKey : first.id === truth.id);
  },
  inTop3: (benchCase, answer) => isAmongFirst(3, benchCase, answer),
  inTop10: (benchCase, answer) => isAmongFirst(10, benchCase, answer),
  startsSo: ({ truth }, { items }) => {
    const top = items.slice(0, 10);
    return top.filter(({ title }) => startsSo(title, truth.typed ?? '')).length / Math.max(1, top.length);
  },
  startsSoAtBest: ({ truth }) => truth.startsSoAtBest ?? 0,
  recall20: ({ truth: { ids = [] } }, { items }) => {
    const found = new Set(items.slice(0, 20).map(({ id }) => id));
    return ids.filter((id) => found.has(id)).length / Math.min(20, ids.length);
  },
  exactTotal: (benchCase, answer) => Number(answer.total === benchCase.truth.total && keepsFilters(benchCase, answer)),
  exactFacets: ({ truth }, { facets }) =>
    Number(BENCH_FACETS.every((name) => sameCounts(facets[name], truth.facets?.[name]))),
};

function isAmongFirst(count: number, { truth }: BenchCase, { items }: BenchAnswer): number {
  const meant = truth.ids ?? [truth.id];
  return Number(items.slice(0, count).some(({ id }) => meant.includes(id)));
}

/** Whether the title, with or without its leading article, starts with the typed text. */
function startsSo(title: string, typed: string): boolean {
  return termsOf(title).join(' ').startsWith(typed) || titleKey(title).startsWith(typed);
}

function keepsFilters({ query, truth }: BenchCase, { items }: BenchAnswer): boolean {
  if (items.length !== Math.min(query.limit, truth.total ?? 0)) return false;
  const genres = query.genres.map(foldText);
  return items.every((item, i) => {
    const ordered = query.sort !== '-year' || i === 0 || (items[i - 1]?.year ?? 0) >= item.year;
    const inRange = item.year >= (query.yearFrom ?? -Infinity) && item.year <= (query.yearTo ?? Infinity);
    return ordered && inRange && genres.every((genre) => item.genres.some((it) => foldText(it) === genre));
  });
}

/**
 * Compares values and their counts. Values with the lowest listed count may differ: the list is cut off, and any value
 * with that count may be the last one in it.
 */
function sameCounts(given: readonly FacetCount[] | undefined, naive: readonly FacetCount[] | undefined): boolean {
  if (given?.length !== naive?.length || !given || !naive) return false;
  const last = naive.at(-1)?.count;
  const counts = new Map(given.map(({ value, count }) => [value, count]));
  return (
    given.every(({ count }, i) => count === naive[i]?.count) &&
    naive.every(({ value, count }) => count === last || counts.get(value) === count)
  );
}
