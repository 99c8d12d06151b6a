import type { FacetCount } from './api/catalogue.ts';

export type DecadeBar = {
  /** First year of the decade. */
  readonly decade: number;
  readonly count: number;
  /** 0 to 1, relative to the highest bar. A decade that has films is never invisible. */
  readonly height: number;
};

/** Returns a bar for each decade from `first` to `last`, including decades without films. */
export function decadeBars(counts: readonly FacetCount[], first: number, last: number): readonly DecadeBar[] {
  const byDecade = new Map(counts.map(({ value, count }) => [Number(value), count]));
  const most = Math.max(1, ...byDecade.values());
  return Array.from({ length: Math.max(0, Math.floor((last - first) / 10) + 1) }, (_, index) => {
    const decade = first + index * 10;
    const count = byDecade.get(decade) ?? 0;
    return { decade, count, height: count === 0 ? 0 : Math.max(0.04, count / most) };
  });
}

/** Returns the first and the last decade that have films; `undefined` if no decade has films. */
export function decadeSpan(counts: readonly FacetCount[]): readonly [number, number] | undefined {
  const decades = counts.map(({ value }) => Number(value)).filter(Number.isInteger);
  return decades.length === 0 ? undefined : [Math.min(...decades), Math.max(...decades)];
}
