import type { Hit, Matched } from './hit.ts';
import type { ListedSort } from '../columns/film-order.ts';
import { placeInOrder, type Position } from './positions.ts';
import type { QueryPlan } from '../match/query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { forEachBit, hasBit } from '../structures/bits.ts';
import { SmallestByKey } from '../structures/smallest-by-key.ts';

/** Which part of an answer to return: the films after this position, up to the limit. */
export type PageRequest = { readonly after: Position | undefined; readonly limit: number };

/** Comparing a match with the best ones so far takes as long as this many steps along the order. */
const STEPS_PER_MATCH = 16;

/** @param sort any sort except relevance */
export function sortedHits(
  { segment, films, total }: Matched,
  { sort, yearFrom, yearTo }: Pick<QueryPlan, 'yearFrom' | 'yearTo'> & { readonly sort: ListedSort },
  { after, limit }: PageRequest,
): Hit[] {
  const [start, end] = placesOfYears(segment, sort, yearFrom, yearTo);
  const first = Math.max(start, after ? placeInOrder(segment, sort, after) : 0);
  // A walk along the order meets a match every `(end - start) / total` steps. The alternative is to compare all matches.
  if (STEPS_PER_MATCH * total * total < limit * (end - start)) {
    const places = segment.placesBy(sort);
    const best = new SmallestByKey(limit);
    forEachBit(films, (film) => {
      const place = places[film]!;
      if (place >= first) best.offer(film, place);
    });
    return best.items.map((film) => ({ segment, film, rank: 0 }));
  }
  const order = segment.filmsBy(sort);
  const hits: Hit[] = [];
  for (let place = first; place < end && hits.length < limit; place += 1) {
    const film = order[place]!;
    if (hasBit(films, film)) hits.push({ segment, film, rank: 0 });
  }
  return hits;
}

/** The places `[start, end)` in the order of the sort that include all films of these years. */
function placesOfYears({ years, size }: Segment, sort: ListedSort, from: number, to: number): [number, number] {
  if (sort !== 'year' && sort !== '-year') return [0, size];
  const start = years.countBefore(from);
  const end = years.countBefore(to + 1);
  return sort === 'year' ? [start, end] : [size - end, size - start];
}
