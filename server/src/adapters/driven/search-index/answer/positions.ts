import type { FilmQuery, FilmSort } from '../../../../domain/film-query.ts';
import { decodeCursor, encodeCursor } from '../../../../domain/search-cursor.ts';
import type { Reach } from '../match/text-match.ts';
import type { Hit } from './hit.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/**
 * Where a page ended: all that its last film was sorted by, and which films were answered. Whatever the edits since, and
 * in whatever snapshot, the next page goes on behind it among the same kind of films.
 */
export type Position = {
  readonly reach: Reach;
  readonly rank: number;
  readonly prior: number;
  readonly year: number;
  readonly key: string;
  readonly id: string;
};

const KINDS: readonly Reach['kind'][] = ['exact', 'similar', 'lenient'];

const SHAPE = ['number', 'number', 'number', 'number', 'number', 'number', 'number', 'string', 'string'] as const;

/** @param id of the film */
export function positionOf({ segment, film, rank }: Hit, id: string, reach: Reach): Position {
  return {
    reach,
    rank,
    prior: segment.films.priors[film]!,
    year: segment.films.yearOf(film),
    key: segment.titles.keyOf(film),
    id,
  };
}

export function writePosition(query: FilmQuery, { reach, rank, prior, year, key, id }: Position): string {
  const { kind, words, orOneLess, forgiven } = reach;
  const position = [KINDS.indexOf(kind), words, orOneLess ? 1 : 0, forgiven, rank, prior, year, key, id];
  return encodeCursor(query, position);
}

/** @throws MarqueeError `bad-request` naming `cursor` */
export function readPosition(query: FilmQuery): Position | undefined {
  if (query.cursor === undefined) return undefined;
  const [kind, words, orOneLess, forgiven, ...place] = decodeCursor(query, query.cursor, SHAPE);
  const [rank, prior, year, key, id] = place;
  const reach = { kind: KINDS[Number(kind)] ?? 'exact', words, orOneLess: orOneLess === 1, forgiven };
  return { reach, rank, prior, year, key, id } as Position;
}

/**
 * The first of all hits, in order.
 *
 * @param lists of one segment each, in order
 */
export function mergeHits(sort: FilmSort, lists: readonly (readonly Hit[])[], limit: number): Hit[] {
  const places = lists.map(() => 0);
  const merged: Hit[] = [];
  while (merged.length < limit) {
    let first: Hit | undefined;
    let firstList = 0;
    for (let list = 0; list < lists.length; list += 1) {
      const hit = lists[list]![places[list]!];
      if (!hit || (first && compareHits(sort, hit, first) >= 0)) continue;
      first = hit;
      firstList = list;
    }
    if (!first) break;
    merged.push(first);
    places[firstList]! += 1;
  }
  return merged;
}

/** How two films stand in an answer; what they are sorted by is read only as far as it is needed. */
function compareHits(sort: FilmSort, a: Hit, b: Hit): number {
  const byYear = () => a.segment.films.yearOf(a.film) - b.segment.films.yearOf(b.film);
  const byKey = () => byCodeUnit(keyOf(a), keyOf(b));
  const byId = () => byCodeUnit(a.segment.films.idOf(a.film), b.segment.films.idOf(b.film));
  switch (sort) {
    case 'relevance':
      return (
        a.rank - b.rank ||
        b.segment.films.priors[b.film]! - a.segment.films.priors[a.film]! ||
        -byYear() ||
        byKey() ||
        byId()
      );
    case 'year':
      return byYear() || byKey() || byId();
    case '-year':
      return -byYear() || byKey() || byId();
    case 'title':
      return byKey() || byYear() || byId();
  }
}

function keyOf(hit: Hit): string {
  return (hit.key ??= hit.segment.titles.keyOf(hit.film));
}
