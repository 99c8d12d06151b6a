import { filmsOfOnePersonWith } from './filters.ts';
import type { QueryWord, TypedText } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { addOtherFilms, addTitleFilms } from './spans.ts';
import { addBit, countBits, intersect, type Bits } from './structures/bits.ts';
import { MAX_KEY_WORDS } from './title-keys.ts';

/** The ranks of films that have all the words, best first; a film has the first that fits it. See docs/search.md. */
export const STRICT_RANKS = [
  'the title is what was typed, article and all',
  'the title is what was typed, articles aside',
  'the title is what was typed, but that its last word goes on',
  'the title begins with what was typed',
  'the title has all words, each whole',
  'the title has all words, the last unfinished',
  'one person in the cast has all words, each whole',
  'one person in the cast has all words, the last unfinished',
  'title, cast, genres and year together have all words, each whole',
  'title, cast, genres and year together have all words, the last unfinished',
] as const;

/** The films of one segment that have all the words of a text, and the sets that their ranks are told by. */
export class StrictMatch {
  readonly films: Bits;
  readonly total: number;
  readonly #segment: Segment;
  readonly #text: TypedText;
  /** Films that have all words but the last in the title, or anywhere; `undefined` where the last is the only one. */
  #titleLead: Bits | undefined;
  #lead: Bits | undefined;
  /** Films that have all words in the title. */
  #titles: Bits;

  constructor(segment: Segment, text: TypedText, passing: Bits | undefined) {
    this.#segment = segment;
    this.#text = text;
    const sets = segment.filmSets;
    const last = text.words.at(-1)!;
    for (const word of text.words.slice(0, -1)) {
      const titles = sets.take();
      const films = this.#addFilms(word, titles);
      if (this.#titleLead) intersect(this.#titleLead, titles);
      this.#titleLead ??= titles;
      if (this.#lead) intersect(this.#lead, films);
      this.#lead ??= films;
    }
    this.#titles = sets.take();
    this.films = this.#addFilms(last, this.#titles);
    if (this.#titleLead) intersect(this.#titles, this.#titleLead);
    if (this.#lead) intersect(this.films, this.#lead);
    if (passing) intersect(this.films, passing);
    this.total = countBits(this.films);
  }

  /** Films that have this rank or a better one, and others that do not match; valid until the arena is released. */
  filmsOfRank(rank: number): Bits {
    switch (rank) {
      case 0:
      case 1:
      case 2:
      case 3:
        return this.#titlesLike(rank);
      case 4:
        return this.#wholeWords(this.#titleLead, 'title', this.#titles);
      case 5:
        return this.#titles;
      case 6:
        return filmsOfOnePersonWith(
          this.#segment,
          this.#text.words.map(({ term }) => ({ term, isUnfinished: false })),
        );
      case 7:
        return filmsOfOnePersonWith(this.#segment, this.#text.words);
      case 8:
        return this.#wholeWords(this.#lead, 'all', this.films);
      default:
        return this.films;
    }
  }

  /** @returns the films that have the word where it is looked for; those that have it in the title go to `titles` */
  #addFilms(word: QueryWord, titles: Bits): Bits {
    addTitleFilms(this.#segment, word, titles);
    const films = this.#segment.filmSets.copyOf(titles);
    if (this.#text.scope === 'all') addOtherFilms(this.#segment, word, films);
    return films;
  }

  #titlesLike(rank: number): Bits {
    const { titles, filmSets } = this.#segment;
    const { key, article, terms } = this.#text;
    const films = filmSets.take();
    const [from, to] = rank < 2 ? titles.keys.equalRange(key) : titles.keys.prefixRange(key);
    const words = Math.min(terms.length, MAX_KEY_WORDS);
    for (let place = from; place < to; place += 1) {
      if (rank === 0 && !titles.hasArticle(place, article)) continue;
      if (rank === 2 && titles.wordsAt(place) !== words) continue;
      addBit(films, titles.films[place]!);
    }
    return films;
  }

  /** @param otherwise the answer when the last word is not unfinished */
  #wholeWords(lead: Bits | undefined, scope: TypedText['scope'], otherwise: Bits): Bits {
    const last = this.#text.words.at(-1)!;
    if (!last.isUnfinished) return otherwise;
    const whole = { term: last.term, isUnfinished: false };
    const films = this.#segment.filmSets.take();
    addTitleFilms(this.#segment, whole, films);
    if (scope === 'all') addOtherFilms(this.#segment, whole, films);
    if (lead) intersect(films, lead);
    return films;
  }
}
