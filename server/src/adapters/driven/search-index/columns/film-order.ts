import type { FilmSort } from '../../../../domain/film-query.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** Everything that films are sorted by. */
export type SortKeys = {
  /** How well the film matches the query; 0 is best. */
  readonly rank: number;
  /** 0 to 255; see `domain/fame/`. */
  readonly fame: number;
  readonly year: number;
  /** The `titleSortKey` of the title. */
  readonly titleKey: string;
  readonly id: string;
};

/** Descending with a minus. */
type OrderStep = keyof SortKeys | `-${keyof SortKeys}`;

/**
 * The only definition of each order of films: how films are numbered, how the hits of segments are merged, and where a
 * cursor goes on all follow from it. The id comes last, so that no two films are equal.
 */
const FILM_ORDERS = {
  relevance: ['rank', '-fame', '-year', 'titleKey', 'id'],
  year: ['year', 'titleKey', 'id'],
  '-year': ['-year', 'titleKey', 'id'],
  title: ['titleKey', 'year', 'id'],
} as const satisfies Record<FilmSort, readonly OrderStep[]>;

/** The order of equally relevant films. Films are numbered in it. */
const [, ...TIE_ORDER] = FILM_ORDERS.relevance;

/** How each key is read from an item. A comparison reads only the keys that it needs. */
export type ReadKeys<T> = { readonly [K in keyof SortKeys]: (item: T) => SortKeys[K] };

type Compare<A, B> = (a: A, b: B) => number;

/** Compares items of the same kind or of two kinds, such as a film with a position. */
export function comparator<A, B>(order: FilmSort | 'ties', ofA: ReadKeys<A>, ofB: ReadKeys<B>): Compare<A, B> {
  const steps = (order === 'ties' ? TIE_ORDER : FILM_ORDERS[order]).map((step) => compareStep(step, ofA, ofB));
  return (a, b) => {
    for (const compare of steps) {
      const result = compare(a, b);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function compareStep<A, B>(step: OrderStep, ofA: ReadKeys<A>, ofB: ReadKeys<B>): Compare<A, B> {
  const isDescending = step.startsWith('-');
  const key = (isDescending ? step.slice(1) : step) as keyof SortKeys;
  const sign = isDescending ? -1 : 1;
  if (key === 'titleKey' || key === 'id') {
    const [readA, readB] = [ofA[key], ofB[key]];
    return (a, b) => sign * byCodeUnit(readA(a), readB(b));
  }
  const [readA, readB] = [ofA[key], ofB[key]];
  return (a, b) => sign * (readA(a) - readB(b));
}
