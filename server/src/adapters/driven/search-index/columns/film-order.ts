import type { AttributeSort, FilmSort } from '../../../../domain/film-query.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** All keys by which films are sorted. */
export type SortKeys = AttributeKeys & {
  /** How well the film matches the query; 0 is best. */
  readonly rank: number;
  /** 0 to 255; see `domain/fame/`. */
  readonly fame: number;
  readonly year: number;
  /** The `titleSortKey` of the title. */
  readonly titleKey: string;
  readonly id: string;
};

/** The keys of the attribute by which films are sorted. All are 0 or empty if films are not sorted by an attribute. */
export type AttributeKeys = {
  /** 1 if the film lacks the attribute, and otherwise 0. */
  readonly lacks: number;
  /** The value, if the attribute is a number; otherwise 0. */
  readonly number: number;
  /** The key of the value, if the attribute is a keyword or a boolean; otherwise empty. */
  readonly text: string;
};

/** A step with a minus is descending. */
type OrderStep = keyof SortKeys | `-${keyof SortKeys}`;

/** The order of equally relevant films. Films are numbered in this order. */
const BEST_KNOWN_FIRST = ['-fame', '-year', 'titleKey', 'id'] as const;

/**
 * The only definition of each order of films. It determines how films are numbered, how the hits of segments are
 * merged, and where a cursor continues. The id comes last, so that no two films are equal.
 */
const FILM_ORDERS = {
  relevance: ['rank', ...BEST_KNOWN_FIRST],
  year: ['year', 'titleKey', 'id'],
  '-year': ['-year', 'titleKey', 'id'],
  title: ['titleKey', 'year', 'id'],
  '-fame': BEST_KNOWN_FIRST,
} as const satisfies Record<FilmSort, readonly OrderStep[]>;

/** The orders by an attribute. Films without the attribute come last in both. */
const ATTRIBUTE_ORDERS = {
  attribute: ['lacks', 'number', 'text', ...BEST_KNOWN_FIRST],
  '-attribute': ['lacks', '-number', '-text', ...BEST_KNOWN_FIRST],
} as const satisfies Record<string, readonly OrderStep[]>;
export type AttributeOrderName = keyof typeof ATTRIBUTE_ORDERS;

/** `ties` is the order of equally relevant films. */
type Order = FilmSort | AttributeOrderName | 'ties' | 'id';

/** A sort that has a list of all films in its order. */
export type ListedSort = Exclude<FilmSort, 'relevance'> | AttributeSort;

type TextKey = 'titleKey' | 'text' | 'id';

/** How to read each key from an item. A comparison reads only the keys that it needs. */
export type ReadKeys<T, Keys extends keyof SortKeys = keyof SortKeys> = {
  readonly [K in Keys]: (item: T) => SortKeys[K];
};

/** How to read the keys of an attribute from items that are not sorted by an attribute. */
export const NO_ATTRIBUTE: ReadKeys<unknown, keyof AttributeKeys> = { lacks: () => 0, number: () => 0, text: () => '' };

type Compare<A, B> = (a: A, b: B) => number;

/** Compares items of one kind or of two kinds, such as a film with a position. */
export function comparator<A, B>(order: Order, ofA: ReadKeys<A>, ofB: ReadKeys<B>): Compare<A, B> {
  const steps = stepsOf(order).map((step) => compareStep(step, ofA, ofB));
  return (a, b) => {
    for (const compare of steps) {
      const result = compare(a, b);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function compareStep<A, B>(step: OrderStep, ofA: ReadKeys<A>, ofB: ReadKeys<B>): Compare<A, B> {
  const { key, isDescending } = readStep(step);
  const sign = isDescending ? -1 : 1;
  if (isTextKey(key)) {
    const [readA, readB] = [ofA[key], ofB[key]];
    return (a, b) => sign * byCodeUnit(readA(a), readB(b));
  }
  const [readA, readB] = [ofA[key], ofB[key]];
  return (a, b) => sign * (readA(a) - readB(b));
}

function isTextKey(key: keyof SortKeys): key is TextKey {
  return key === 'titleKey' || key === 'id' || key === 'text';
}

function stepsOf(order: Order): readonly OrderStep[] {
  if (order === 'id') return ['id'];
  if (order === 'attribute' || order === '-attribute') return ATTRIBUTE_ORDERS[order];
  return order === 'ties' ? BEST_KNOWN_FIRST : FILM_ORDERS[order];
}

function readStep(step: OrderStep): { readonly key: keyof SortKeys; readonly isDescending: boolean } {
  const isDescending = step.startsWith('-');
  return { key: (isDescending ? step.slice(1) : step) as keyof SortKeys, isDescending };
}

/**
 * Sorts a list of films in several orders. It replaces each key by its rank among all keys. Then it makes one stable
 * counting sort for each step of the order, the last step first. This takes a third of the time of a comparison sort.
 */
export class FilmSorter<Film> {
  readonly #films: readonly Film[];
  readonly #keys: ReadKeys<Film>;
  readonly #ranks = new Map<keyof SortKeys, Uint32Array>();

  constructor(films: readonly Film[], keys: ReadKeys<Film>) {
    this.#films = films;
    this.#keys = keys;
  }

  /** The places of the films in the list, sorted in an order. */
  inOrder(order: Order): Uint32Array {
    let places: Uint32Array = Uint32Array.from(this.#films, (_, place) => place);
    for (const step of stepsOf(order).toReversed()) {
      const { key, isDescending } = readStep(step);
      places = sortByRank(places, this.#ranksBy(key), isDescending);
    }
    return places;
  }

  #ranksBy(key: keyof SortKeys): Uint32Array {
    let ranks = this.#ranks.get(key);
    if (!ranks) {
      ranks = isTextKey(key) ? ranksOf(this.#films.map(this.#keys[key])) : this.#numbersBy(key);
      this.#ranks.set(key, ranks);
    }
    return ranks;
  }

  /** Years, fame and rank numbers are small enough to be used as ranks. */
  #numbersBy(key: Exclude<keyof SortKeys, TextKey>): Uint32Array {
    return Uint32Array.from(this.#films, this.#keys[key]);
  }
}

/** For each text, its place among the distinct texts, which are sorted by code unit. */
function ranksOf(texts: readonly string[]): Uint32Array {
  // The ids of a snapshot are sorted already.
  if (texts.every((text, place) => place === 0 || texts[place - 1]! < text)) return Uint32Array.from(texts.keys());
  // Without a comparator, sort() compares by code unit too and takes half the time.
  const distinct = [...new Set(texts)].sort();
  const rankOf = new Map(distinct.map((text, rank) => [text, rank]));
  return Uint32Array.from(texts, (text) => rankOf.get(text)!);
}

/** Sorts places by their ranks with a counting sort. Places of equal rank keep their order. */
export function sortByRank(
  places: Uint32Array | Uint16Array,
  ranks: Uint32Array | Uint8Array,
  isDescending: boolean,
): Uint32Array {
  // The first query of a cold process runs this function before it is compiled, when iterators and closures are slow.
  let highest = 0;
  /* eslint-disable @typescript-eslint/prefer-for-of */
  for (let i = 0; i < ranks.length; i += 1) if (ranks[i]! > highest) highest = ranks[i]!;
  const starts = new Uint32Array(highest + 2);
  for (let i = 0; i < ranks.length; i += 1) starts[(isDescending ? highest - ranks[i]! : ranks[i]!) + 1]! += 1;
  for (let bucket = 1; bucket < starts.length; bucket += 1) starts[bucket]! += starts[bucket - 1]!;
  const sorted = new Uint32Array(places.length);
  for (let i = 0; i < places.length; i += 1) {
    const rank = ranks[places[i]!]!;
    sorted[starts[isDescending ? highest - rank : rank]!++] = places[i]!;
  }
  /* eslint-enable @typescript-eslint/prefer-for-of */
  return sorted;
}

/** For each film, its place in an order. */
export function placesIn(order: ArrayLike<number>): Uint32Array {
  const places = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place += 1) places[order[place]!] = place;
  return places;
}
