import { LEVELS } from '../match/preference.ts';
import { rankNumber } from '../match/ranks.ts';
import { ALL_WORDS_RANKS } from '../match/strict-match.ts';
import type { SegmentMatch } from '../match/text-match.ts';
import { STARTS, titlesThatStart, type RankedFilms } from '../match/title-match.ts';
import { hasBit, intersect, removeBit, type Bits } from '../structures/bits.ts';
import { SmallestByKey } from '../structures/smallest-by-key.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import type { PageRequest } from './hits.ts';
import type { Hit } from './hit.ts';
import { placeAmongFilms } from './positions.ts';

/** There are fewer films than this. */
const FILMS = 2 ** 32;

/** The films of a segment in order of relevance. */
export function rankedHits(match: SegmentMatch, page: PageRequest): Hit[] {
  return match.lenient ? hitsByRank(match, match.lenient, page) : hitsByRule(match, page);
}

/** Walks the rules from the best one on until the page is full. A film that has one rule is not there for a later one. */
function hitsByRule(match: SegmentMatch, page: PageRequest): Hit[] {
  const taker = new Taker(match, page);
  const lists = [...match.titles];
  for (const { rank, run } of rules(match)) {
    while (lists.length > 0 && lists[0]!.rank <= rank && taker.wantsMore) taker.takeSome(lists.shift()!);
    if (!taker.wantsMore) return taker.hits;
    run(taker);
  }
  for (const list of lists) if (taker.wantsMore) taker.takeSome(list);
  return taker.hits;
}

type Rule = { readonly rank: number; readonly run: (taker: Taker) => void };

/** The rules whose films are not looked up before they are needed. The best rule comes first. */
function rules(match: SegmentMatch): Rule[] {
  const { segment, strict } = match;
  if (!strict) return [];
  let starts: readonly RankedFilms[] | undefined;
  const startRules = [...STARTS, 'title-start-other-article' as const].map((name): Rule => {
    const [from, to] = [rankNumber(name), rankNumber(name, STARTS.length)];
    return {
      rank: from,
      run: (taker) => {
        starts ??= titlesThatStart(segment, strict.text, strict.films.bits);
        for (const list of starts) if (list.rank >= from && list.rank < to) taker.takeSome(list);
      },
    };
  });
  const allWordsRules = ALL_WORDS_RANKS.map((name): Rule => ({
    rank: rankNumber(name),
    run: (taker) => {
      const films = strict.filmsOfRank(name);
      if (films) taker.takeMembers(films, rankNumber(name));
    },
  }));
  return [...startRules, ...allWordsRules].sort((a, b) => a.rank - b.rank);
}

function hitsByRank(match: SegmentMatch, lenient: { rankOf(film: number): number }, page: PageRequest): Hit[] {
  const { segment, films, titles } = match;
  const { after, limit } = page;
  const best = new SmallestByKey(limit);
  const firstFilm = after ? placeAmongFilms(segment, after) : 0;
  const ranks = new Map<number, number>();
  for (const list of titles) for (const film of list.films) if (!ranks.has(film)) ranks.set(film, list.rank);
  films.forEach((film) => {
    const rank = Math.min(ranks.get(film) ?? Infinity, lenient.rankOf(film));
    if (after && (rank < after.rank || (rank === after.rank && film < firstFilm))) return;
    best.offer(film, rank * FILMS + film);
  });
  return best.items.map((film, i) => ({ segment, film, rank: Math.floor(best.keys[i]! / FILMS) }));
}

/** Takes films out of the matching ones, the best first, until there are enough for a page. */
class Taker {
  readonly hits: Hit[] = [];
  readonly #match: SegmentMatch;
  readonly #left: SparseBits;
  readonly #page: PageRequest;
  /** Of the rank where the page before ended, films before this one were on it or on an earlier one. */
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

  /** Takes those of the listed films that are left. */
  takeSome({ rank, films }: RankedFilms): void {
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

  /** Takes the films that are left and in the set, ascending, those that the query prefers first. */
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
