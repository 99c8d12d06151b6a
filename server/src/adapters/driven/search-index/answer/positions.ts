import {
  isAttributeSort,
  readAttributeSort,
  type AttributeSort,
  type FilmQuery,
  type FilmSort,
} from '../../../../domain/film-query.ts';
import { decodeCursor, encodeCursor } from '../../../../domain/search-cursor.ts';
import { titleSortKey } from '../../../../domain/text/keys.ts';
import {
  comparator,
  NO_ATTRIBUTE,
  type AttributeKeys,
  type ListedSort,
  type ReadKeys,
  type SortKeys,
} from '../columns/film-order.ts';
import type { Segment } from '../store/segment.ts';
import { REACHES, type Reach } from '../match/reach.ts';
import type { Hit } from './hit.ts';

/**
 * Where a page ended: all the keys by which its last film was sorted, and which kind of films the answer had. The next
 * page continues after this position with the same kind of films, whatever has been edited since, and even if another
 * snapshot is current by then.
 */
export type Position = SortKeys &
  Reach & {
    /** See `exactNames` in match/filters.ts. */
    readonly exactNames: string;
  };

/** The parts of a position with their types, in the order in which a cursor stores them. */
const PARTS = {
  kind: 'string',
  words: 'number',
  forgiven: 'number',
  respelt: 'string',
  titleEdits: 'number',
  synopses: 'number',
  known: 'string',
  exactNames: 'string',
  rank: 'number',
  fame: 'number',
  year: 'number',
  titleKey: 'string',
  id: 'string',
} as const satisfies PartTypes<Exclude<keyof Position, keyof AttributeKeys>>;

/** The further parts, if films are sorted by an attribute. */
const ATTRIBUTE_PARTS = {
  lacks: 'number',
  number: 'number',
  text: 'string',
} as const satisfies PartTypes<keyof AttributeKeys>;

type PartTypes<Names extends keyof Position> = {
  readonly [K in Names]: Position[K] extends number ? 'number' : 'string';
};

function partsOf(query: FilmQuery): Readonly<Partial<Record<keyof Position, 'number' | 'string'>>> {
  return isAttributeSort(query.sort) ? { ...PARTS, ...ATTRIBUTE_PARTS } : PARTS;
}

const HIT_KEYS: ReadKeys<Hit> = {
  ...NO_ATTRIBUTE,
  rank: ({ rank }) => rank,
  fame: ({ segment, film }) => segment.films.fame[film]!,
  year: ({ segment, film }) => segment.films.yearOf(film),
  titleKey: (hit) => (hit.titleKey ??= titleSortKey(hit.segment.films.titleOf(hit.film))),
  id: ({ segment, film }) => segment.films.idOf(film),
};
const POSITION_KEYS: ReadKeys<Position> = {
  lacks: ({ lacks }) => lacks,
  number: ({ number }) => number,
  text: ({ text }) => text,
  rank: ({ rank }) => rank,
  fame: ({ fame }) => fame,
  year: ({ year }) => year,
  titleKey: ({ titleKey }) => titleKey,
  id: ({ id }) => id,
};

const COMPARE_HITS = forEachOrder((order) => comparator(order, HIT_KEYS, HIT_KEYS));
const COMPARE_WITH_POSITION = forEachOrder((order) => comparator(order, HIT_KEYS, POSITION_KEYS));

/** How to read the keys of a film, if films are sorted by this attribute. */
function attributeHitKeys(name: string): ReadKeys<Hit> {
  const keysOf = ({ segment, film }: Hit) => segment.attributes.orderOf(name).keysOf(film);
  return {
    ...HIT_KEYS,
    lacks: (hit) => keysOf(hit).lacks,
    number: (hit) => keysOf(hit).number,
    text: (hit) => keysOf(hit).text,
  };
}

function hitKeysFor(sort: FilmQuery['sort']): ReadKeys<Hit> {
  return isAttributeSort(sort) ? attributeHitKeys(readAttributeSort(sort).name) : HIT_KEYS;
}

function compareHitsBy(sort: FilmQuery['sort']) {
  if (!isAttributeSort(sort)) return COMPARE_HITS[sort];
  const { name, order } = readAttributeSort(sort);
  const keys = attributeHitKeys(name);
  return comparator(order, keys, keys);
}

function compareWithPositionBy(order: FilmSort | AttributeSort | 'ties') {
  if (!isAttributeSort(order)) return COMPARE_WITH_POSITION[order];
  const attribute = readAttributeSort(order);
  return comparator(attribute.order, attributeHitKeys(attribute.name), POSITION_KEYS);
}

function forEachOrder<T>(make: (order: FilmSort | 'ties') => T): Record<FilmSort | 'ties', T> {
  return {
    relevance: make('relevance'),
    ties: make('ties'),
    year: make('year'),
    '-year': make('-year'),
    title: make('title'),
    '-fame': make('-fame'),
  };
}

export function positionOf(
  hit: Hit,
  sort: FilmQuery['sort'],
  answer: Pick<Position, keyof Reach | 'exactNames'>,
): Position {
  const { kind, words, forgiven, respelt, titleEdits, synopses, known, exactNames } = answer;
  const keys = hitKeysFor(sort);
  return {
    kind,
    words,
    forgiven,
    respelt,
    titleEdits,
    synopses,
    known,
    exactNames,
    rank: keys.rank(hit),
    fame: keys.fame(hit),
    year: keys.year(hit),
    titleKey: keys.titleKey(hit),
    id: keys.id(hit),
    lacks: keys.lacks(hit),
    number: keys.number(hit),
    text: keys.text(hit),
  };
}

export function writePosition(query: FilmQuery, position: Position): string {
  const names = Object.keys(partsOf(query)) as (keyof Position)[];
  return encodeCursor(
    query,
    names.map((name) => position[name]),
  );
}

/** @throws MarqueeError `bad-request` that names `cursor` */
export function readPosition(query: FilmQuery): Position | undefined {
  if (query.cursor === undefined) return undefined;
  const parts = partsOf(query);
  const values = decodeCursor(query, query.cursor, Object.values(parts));
  const given = Object.fromEntries(Object.keys(parts).map((name, i) => [name, values[i]]));
  const position = { lacks: 0, number: 0, text: '', ...given } as Position;
  // Only a forged cursor has a kind that is not in `REACHES`.
  return REACHES.includes(position.kind) ? position : { ...position, kind: 'exact' };
}

/** How many films of the segment are at or before a position in the order of equally relevant films. */
export function placeAmongFilms(segment: Segment, after: Position): number {
  return placeOf(segment, 'ties', (place) => place, after);
}

/** How many films of the segment are at or before a position in the order of a sort. */
export function placeInOrder(segment: Segment, sort: ListedSort, after: Position): number {
  const films = segment.filmsBy(sort);
  return placeOf(segment, sort, (place) => films[place]!, after);
}

function placeOf(
  segment: Segment,
  order: FilmSort | AttributeSort | 'ties',
  filmAt: (place: number) => number,
  after: Position,
): number {
  const compare = compareWithPositionBy(order);
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
export function mergeHits(sort: FilmQuery['sort'], lists: readonly (readonly Hit[])[], limit: number): Hit[] {
  const compare = compareHitsBy(sort);
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
