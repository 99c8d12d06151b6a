import type { Hit, Matched } from './hit.ts';
import type { Position } from './positions.ts';
import type { QueryPlan } from '../match/query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { forEachBit, hasBit, nextBit } from '../structures/bits.ts';
import { SmallestByKey } from '../structures/smallest-by-key.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** Where an answer goes on: behind this position, and at most so many films. */
export type PageRequest = { readonly after: Position | undefined; readonly limit: number };

/** @param sort anything but relevance */
export function sortedHits(
  matched: Matched,
  { sort, yearFrom, yearTo }: Pick<QueryPlan, 'sort' | 'yearFrom' | 'yearTo'>,
  page: PageRequest,
): Hit[] {
  if (sort === 'title') return byTitle(matched, page);
  return byYear(matched, { from: yearFrom, to: yearTo, isDescending: sort === '-year' }, page);
}

function byTitle({ segment, films, total }: Matched, { after, limit }: PageRequest): Hit[] {
  const { ranks, films: filmAt } = segment.titles;
  const firstPlace = after ? placeAmongTitles(segment, after) : 0;
  // A walk over the titles meets a match every size / total steps; looking at every match costs total steps.
  if (total * total < limit * segment.size) {
    const best = new SmallestByKey(limit);
    forEachBit(films, (film) => {
      const place = ranks[film]!;
      if (place >= firstPlace) best.offer(film, place);
    });
    return best.items.map((film) => ({ segment, film, rank: 0 }));
  }
  const hits: Hit[] = [];
  for (let place = firstPlace; place < filmAt.length && hits.length < limit; place += 1) {
    const film = filmAt[place]!;
    // Other places are of other forms of the title.
    if (ranks[film] === place && hasBit(films, film)) hits.push({ segment, film, rank: 0 });
  }
  return hits;
}

function byYear(
  { segment, films }: Matched,
  years: { readonly from: number; readonly to: number; readonly isDescending: boolean },
  { after, limit }: PageRequest,
): Hit[] {
  const { ranks } = segment.titles;
  const hits: Hit[] = [];
  const firstPlace = after ? placeAmongTitles(segment, after) : 0;
  let yearOfGroup = -1;
  let group = new SmallestByKey(limit);
  const finishYear = () => {
    for (const film of group.items) if (hits.length < limit) hits.push({ segment, film, rank: 0 });
  };
  segment.years.forEachRun(years, (year, from, to) => {
    if (after && (years.isDescending ? year > after.year : year < after.year)) return true;
    let film = nextBit(films, from, to);
    if (film < 0) return true;
    if (year !== yearOfGroup) {
      finishYear();
      if (hits.length >= limit) return false;
      yearOfGroup = year;
      group = new SmallestByKey(limit);
    }
    for (; film >= 0; film = nextBit(films, film + 1, to)) {
      const place = ranks[film]!;
      if (year !== after?.year || place >= firstPlace) group.offer(film, place);
    }
    return true;
  });
  if (hits.length < limit) finishYear();
  return hits;
}

/** How many films of the segment stand at or before a position when ties are settled: by prior, year, title and id. */
export function placeAmongFilms(segment: Segment, after: Position): number {
  let low = 0;
  let high = segment.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order =
      after.prior - segment.films.priors[middle]! ||
      after.year - segment.films.yearOf(middle) ||
      byCodeUnit(segment.titles.keyOf(middle), after.key) ||
      byCodeUnit(segment.films.idOf(middle), after.id);
    if (order <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many places of the list of titles stand at or before a position by title, year and id. */
function placeAmongTitles({ titles, films }: Segment, after: Position): number {
  const [from, to] = titles.keys.equalRange(after.key);
  let place = from;
  for (; place < to; place += 1) {
    const film = titles.films[place]!;
    if ((films.yearOf(film) - after.year || byCodeUnit(films.idOf(film), after.id)) > 0) break;
  }
  return place;
}
