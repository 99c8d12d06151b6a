import type { Hit, Matched } from './hit.ts';
import type { Position } from './positions.ts';
import type { LenientMatch } from '../match/lenient-match.ts';
import type { QueryPlan } from '../match/query-plan.ts';
import { STRICT_RANKS, TITLE_RANKS, type StrictMatch } from '../match/strict-match.ts';
import type { Segment } from '../store/segment.ts';
import { forEachBit, hasBit, nextBit, removeBit, type Bits } from '../structures/bits.ts';
import { SmallestByKey } from '../structures/smallest-by-key.ts';
import type { SparseBits } from '../structures/sparse-bits.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** Where an answer goes on: behind this position, and at most so many films. */
export type PageRequest = { readonly after: Position | undefined; readonly limit: number };

/** There are fewer films than this. */
const FILMS = 2 ** 32;

/** Goes through the ranks until the page is full; what an earlier rank has taken is not there for a later one. */
export function strictHits(match: StrictMatch, page: PageRequest): Hit[] {
  const { segment, total } = match;
  const taker = new Taker(segment, match.films.copy(), page);
  match.titlesByRank().forEach((films, rank) => {
    if (taker.wants(total)) taker.takeSome(films, rank);
  });
  for (let rank = TITLE_RANKS; rank < STRICT_RANKS.length && taker.wants(total); rank += 1) {
    const films = match.filmsOfRank(rank);
    if (films) taker.takeMembers(films, rank);
  }
  return taker.hits;
}

/** Takes films out of a set, best first, until there are enough for a page. */
class Taker {
  readonly hits: Hit[] = [];
  readonly #segment: Segment;
  readonly #left: SparseBits;
  readonly #limit: number;
  readonly #after: Position | undefined;
  /** Of the rank where the page before ended, films before this one were on it or an earlier one. */
  readonly #firstFilm: number;
  #taken = 0;

  constructor(segment: Segment, left: SparseBits, { after, limit }: PageRequest) {
    this.#segment = segment;
    this.#left = left;
    this.#limit = limit;
    this.#after = after;
    this.#firstFilm = after ? placeAmongFilms(segment, after) : 0;
  }

  wants(total: number): boolean {
    return this.hits.length < this.#limit && this.#taken < total;
  }

  /** Takes those of the films that are left. @param films in any order, perhaps repeatedly */
  takeSome(films: readonly number[], rank: number): void {
    if (films.length === 0) return;
    const left = this.#left.bits;
    const best = new SmallestByKey(this.#limit - this.hits.length);
    const from = this.#firstOf(rank);
    for (const film of films) {
      if (!hasBit(left, film)) continue;
      removeBit(left, film);
      this.#taken += 1;
      if (film >= from) best.offer(film, film);
    }
    for (const film of best.items) this.hits.push({ segment: this.#segment, film, rank });
  }

  /** Takes the films that are left and in the set, ascending, until the page is full. */
  takeMembers(films: Bits, rank: number): void {
    const from = this.#firstOf(rank);
    this.#left.takeEach(films, (film) => {
      this.#taken += 1;
      if (film >= from) this.hits.push({ segment: this.#segment, film, rank });
      return this.hits.length < this.#limit;
    });
  }

  #firstOf(rank: number): number {
    if (!this.#after || rank > this.#after.rank) return 0;
    return rank < this.#after.rank ? Infinity : this.#firstFilm;
  }
}

export function lenientHits({ segment, films }: Matched, match: LenientMatch, { after, limit }: PageRequest): Hit[] {
  const best = new SmallestByKey(limit);
  const firstFilm = after ? placeAmongFilms(segment, after) : 0;
  forEachBit(films, (film) => {
    const rank = match.rankOf(film);
    if (after && (rank < after.rank || (rank === after.rank && film < firstFilm))) return;
    best.offer(film, rank * FILMS + film);
  });
  return best.items.map((film, i) => ({ segment, film, rank: Math.floor(best.keys[i]! / FILMS) }));
}

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
function placeAmongFilms(segment: Segment, after: Position): number {
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
