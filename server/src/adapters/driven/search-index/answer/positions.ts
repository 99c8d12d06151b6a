import type { FilmQuery, FilmSort } from '../../../../domain/film-query.ts';
import { decodeCursor, encodeCursor } from '../../../../domain/search-cursor.ts';
import { titleSortKey } from '../../../../domain/text/keys.ts';
import { comparator, type ReadKeys, type SortKeys } from '../columns/film-order.ts';
import type { ColumnSort } from '../columns/sort-columns.ts';
import type { Segment } from '../store/segment.ts';
import { REACHES, type Reach } from '../match/text-match.ts';
import type { Hit } from './hit.ts';

/**
 * Where a page ended: all the keys by which its last film was sorted, and which kind of films the answer had. The
 * next page continues after this position with the same kind of films, whatever was edited since and in any snapshot.
 */
export type Position = SortKeys &
  Reach & {
    /** See {@link exactNames}. */
    readonly exactNames: string;
  };

/** The parts of a position with their types, in the order in which a cursor stores them. */
const PARTS = {
  kind: 'string',
  words: 'number',
  forgiven: 'number',
  respelt: 'string',
  titleEdits: 'number',
  exactNames: 'string',
  rank: 'number',
  fame: 'number',
  year: 'number',
  titleKey: 'string',
  id: 'string',
} as const satisfies { readonly [K in keyof Position]: Position[K] extends number ? 'number' : 'string' };
const NAMES = Object.keys(PARTS) as (keyof Position)[];

const HIT_KEYS: ReadKeys<Hit> = {
  rank: ({ rank }) => rank,
  fame: ({ segment, film }) => segment.films.fame[film]!,
  year: ({ segment, film }) => segment.films.yearOf(film),
  titleKey: (hit) => (hit.titleKey ??= titleSortKey(hit.segment.films.titleOf(hit.film))),
  id: ({ segment, film }) => segment.films.idOf(film),
};
const POSITION_KEYS: ReadKeys<Position> = {
  rank: ({ rank }) => rank,
  fame: ({ fame }) => fame,
  year: ({ year }) => year,
  titleKey: ({ titleKey }) => titleKey,
  id: ({ id }) => id,
};

const COMPARE_HITS = forEachOrder((order) => comparator(order, HIT_KEYS, HIT_KEYS));
const COMPARE_WITH_POSITION = forEachOrder((order) => comparator(order, HIT_KEYS, POSITION_KEYS));

function forEachOrder<T>(make: (order: FilmSort | 'ties') => T): Record<FilmSort | 'ties', T> {
  return {
    relevance: make('relevance'),
    ties: make('ties'),
    year: make('year'),
    '-year': make('-year'),
    title: make('title'),
  };
}

export function positionOf(hit: Hit, answer: Pick<Position, keyof Reach | 'exactNames'>): Position {
  const { kind, words, forgiven, respelt, titleEdits, exactNames } = answer;
  return {
    kind,
    words,
    forgiven,
    respelt,
    titleEdits,
    exactNames,
    rank: HIT_KEYS.rank(hit),
    fame: HIT_KEYS.fame(hit),
    year: HIT_KEYS.year(hit),
    titleKey: HIT_KEYS.titleKey(hit),
    id: HIT_KEYS.id(hit),
  };
}

export function writePosition(query: FilmQuery, position: Position): string {
  return encodeCursor(
    query,
    NAMES.map((name) => position[name]),
  );
}

/** @throws MarqueeError `bad-request` that names `cursor` */
export function readPosition(query: FilmQuery): Position | undefined {
  if (query.cursor === undefined) return undefined;
  const parts = decodeCursor(
    query,
    query.cursor,
    NAMES.map((name) => PARTS[name]),
  );
  const position = Object.fromEntries(NAMES.map((name, i) => [name, parts[i]])) as Position;
  // Only a forged cursor has any other kind.
  return REACHES.includes(position.kind) ? position : { ...position, kind: 'exact' };
}

/** How many films of the segment are at or before a position in the order of equally relevant films. */
export function placeAmongFilms(segment: Segment, after: Position): number {
  return placeOf(segment, 'ties', (place) => place, after);
}

/** How many films of the segment are at or before a position in the order of a sort. */
export function placeInOrder(segment: Segment, sort: ColumnSort, after: Position): number {
  const films = segment.orders.filmsBy(sort);
  return placeOf(segment, sort, (place) => films[place]!, after);
}

function placeOf(
  segment: Segment,
  order: FilmSort | 'ties',
  filmAt: (place: number) => number,
  after: Position,
): number {
  const compare = COMPARE_WITH_POSITION[order];
  let low = 0;
  let high = segment.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare({ segment, film: filmAt(middle), rank: 0 }, after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Merges the hits of all segments and returns the first ones, in order.
 *
 * @param lists the sorted hits of each segment
 */
export function mergeHits(sort: FilmSort, lists: readonly (readonly Hit[])[], limit: number): Hit[] {
  const compare = COMPARE_HITS[sort];
  const places = lists.map(() => 0);
  const merged: Hit[] = [];
  while (merged.length < limit) {
    let first: Hit | undefined;
    let firstList = 0;
    for (let list = 0; list < lists.length; list += 1) {
      const hit = lists[list]![places[list]!];
      if (!hit || (first && compare(hit, first) >= 0)) continue;
      first = hit;
      firstList = list;
    }
    if (!first) break;
    merged.push(first);
    places[firstList]! += 1;
  }
  return merged;
}
