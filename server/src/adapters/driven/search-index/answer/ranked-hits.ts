import { LEVELS } from '../match/preference.ts';
import { rankNumber, rankOf, RANKS, type RankName } from '../match/ranks.ts';
import { isAllWordsRank } from '../match/strict-match.ts';
import type { SegmentMatch } from '../match/reach.ts';
import { STARTS, titlesThatStart, type RankedFilms } from '../match/title-match.ts';
import { hasBit, intersect, removeBit, type Bits } from '../structures/bits.ts';
import { SmallestByKey } from '../structures/smallest-by-key.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import type { PageRequest } from './hits.ts';
import type { Hit } from './hit.ts';
import { placeAmongFilms } from './positions.ts';

/** More than the number of films in any segment. */
const FILMS = 2 ** 32;

const START_RANKS: readonly RankName[] = [...STARTS, 'title-start-other-article'];

/** The rules in order, and where the films of each are found. */
const RULES = RANKS.map(({ name }) => ({
  name,
  isStart: START_RANKS.includes(name),
  allWordsRank: isAllWordsRank(name) ? name : undefined,
}));

/** The films of a segment in order of relevance. */
export function rankedHits(match: SegmentMatch, page: PageRequest): Hit[] {
  return match.lenient || match.synopses ? hitsByRank(match, page) : hitsByRule(match, page);
}

/**
 * Walks the rules from the best one on until the page is full. A film that one rule takes is no longer there for a
 * later rule. The films of a rule are not looked up before the walk reaches the rule.
 */
function hitsByRule(match: SegmentMatch, page: PageRequest): Hit[] {
  const { segment, strict, titles } = match;
  const taker = new Taker(match, page);
  let starts: readonly RankedFilms[] | undefined;
  for (const { name, isStart, allWordsRank } of RULES) {
    if (!taker.wantsMore) break;
    taker.takeLists(titles, name);
    if (!strict) continue;
    if (isStart) {
      starts ??= titlesThatStart(segment, strict.text, strict.films.bits);
      taker.takeLists(starts, name);
    }
    const films = allWordsRank && strict.filmsOfRank(allWordsRank);
    if (films) taker.takeMembers(films, rankNumber(name));
  }
  return taker.hits;
}

function hitsByRank(match: SegmentMatch, page: PageRequest): Hit[] {
  const { segment, films, titles } = match;
  const { after, limit } = page;
  const best = new SmallestByKey(limit);
  const firstFilm = after ? placeAmongFilms(segment, after) : 0;
  const ranks = new Map<number, number>();
  for (const list of titles) for (const film of list.films) if (!ranks.has(film)) ranks.set(film, list.rank);
  films.forEach((film) => {
    const rank = betterByWords(match, film, ranks.get(film) ?? Infinity);
    if (after && (rank < after.rank || (rank === after.rank && film < firstFilm))) return;
    best.offer(film, rank * FILMS + film);
  });
  return best.items.map((film, i) => ({ segment, film, rank: Math.floor(best.keys[i]! / FILMS) }));
}

/**
 * The best rank that a whole title, tolerated typos or a synopsis gives a film; Infinity if the film was found only
 * because it has all words.
 */
export function bestRank(match: SegmentMatch, film: number): number {
  const title = match.titles.find(({ films }) => films.includes(film));
  return betterByWords(match, film, title?.rank ?? Infinity);
}

/** No film gets a better rank from its words when typos are tolerated or synopses are searched. */
const BEST_BY_WORDS = rankNumber('name-in-synopsis');

/** The better of two ranks: that of the film's whole title, and that of its words. */
function betterByWords(match: SegmentMatch, film: number, rank: number): number {
  return rank < BEST_BY_WORDS ? rank : Math.min(rank, rankByWords(match, film));
}

/** The best rank that its words give a film. The ranks of its whole title do not count. */
function rankByWords({ lenient, synopses }: SegmentMatch, film: number): number {
  if (!synopses) return lenient?.rankOf(film) ?? Infinity;
  return Math.min(synopses.rankOf(film), lenient?.togetherRankOf(film) ?? Infinity);
}

/** Takes films out of the matching ones, the best first, until there are enough for a page. */
class Taker {
  readonly hits: Hit[] = [];
  readonly #match: SegmentMatch;
  readonly #left: SparseBits;
  readonly #page: PageRequest;
  /**
   * The next film of the rank at which the previous page ended. All films of this rank before it were on an earlier
   * page.
   */
  readonly #firstFilm: number;
  #taken = 0;

  constructor(match: SegmentMatch, page: PageRequest) {
    this.#match = match;
    this.#left = match.films.copy();
    this.#page = page;
    this.#firstFilm = page.after ? placeAmongFilms(match.segment, page.after) : 0;
  }

  get wantsMore(): boolean {
    return this.hits.length < this.#page.limit && this.#taken < this.#match.total;
  }

  /** Takes the films of the lists that have this rule, the best detail first. */
  takeLists(lists: readonly RankedFilms[], name: RankName): void {
    for (const list of lists) if (this.wantsMore && rankOf(list.rank).name === name) this.#takeSome(list);
  }

  /** Takes those of the listed films that are left. */
  #takeSome({ rank, films }: RankedFilms): void {
    const { segment } = this.#match;
    const left = this.#left.bits;
    const best = new SmallestByKey(this.#page.limit - this.hits.length);
    const from = this.#firstOf(rank);
    for (const film of films) {
      if (!hasBit(left, film)) continue;
      removeBit(left, film);
      this.#taken += 1;
      if (film >= from) best.offer(film, film);
    }
    for (const film of best.items) this.hits.push({ segment, film, rank });
  }

  /** Takes the films of the set that are left, by level of preference, and in ascending order within a level. */
  takeMembers(films: Bits, rank: number): void {
    const { filmSets } = this.#match.segment;
    const { sets } = this.#match.preference;
    for (let level = 0; sets && level < LEVELS - 1; level += 1) {
      const preferred = filmSets.copyOf(films);
      intersect(preferred, sets[level]!);
      this.#takeEach(preferred, rank + level);
    }
    this.#takeEach(films, sets ? rank + LEVELS - 1 : rank);
  }

  #takeEach(films: Bits, rank: number): void {
    if (!this.wantsMore) return;
    const from = this.#firstOf(rank);
    const { segment } = this.#match;
    this.#left.takeEach(films, (film) => {
      this.#taken += 1;
      if (film >= from) this.hits.push({ segment, film, rank });
      return this.hits.length < this.#page.limit;
    });
  }

  #firstOf(rank: number): number {
    const { after } = this.#page;
    if (!after || rank > after.rank) return 0;
    return rank < after.rank ? Infinity : this.#firstFilm;
  }
}
