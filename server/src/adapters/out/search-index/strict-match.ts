import { filmsOfOnePersonWith } from './filters.ts';
import { peopleCalled } from './people.ts';
import type { QueryWord, TypedText } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { addOtherFilms, addTitleFilms, termSpan, type Span } from './spans.ts';
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
  'one person in the cast has this name',
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
  readonly #titles: Bits;
  #exactTitles: Span | undefined;
  #titlesStartingSo: Span | undefined;

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

  /**
   * The sets that a film of this rank is in, all of them; every film of the match that is in them has the rank or a better
   * one. Valid until the arena is released. `undefined` when no film can have the rank.
   */
  setsOfRank(rank: number): readonly Bits[] | undefined {
    switch (rank) {
      case 0:
      case 1:
      case 2:
      case 3:
        return this.#titlesLike(rank);
      case 4:
        return this.#wholeWords(this.#titleLead, 'title', this.#titles);
      case 5:
        return [this.#titles];
      case 6:
        return this.#personCalled();
      case 7:
        return this.#onePerson(this.#text.words.map(({ term }) => ({ term, isUnfinished: false })));
      case 8:
        return this.#onePerson(this.#text.words);
      case 9:
        return this.#wholeWords(this.#lead, 'all', this.films);
      default:
        return [];
    }
  }

  /** @returns the films that have the word where it is looked for; those that have it in the title go to `titles` */
  #addFilms(word: QueryWord, titles: Bits): Bits {
    addTitleFilms(this.#segment, word, titles);
    const films = this.#segment.filmSets.copyOf(titles);
    if (this.#text.scope === 'all') addOtherFilms(this.#segment, word, films);
    return films;
  }

  #personCalled(): readonly Bits[] | undefined {
    const { article, terms, scope } = this.#text;
    if (scope === 'title') return undefined;
    const people = peopleCalled(this.#segment, article === '' ? terms : [article, ...terms]);
    if (people.length === 0) return undefined;
    const films = this.#segment.filmSets.take();
    for (const person of people) this.#segment.filmsOfPerson.addTo(person, films);
    return [films];
  }

  #onePerson(words: readonly QueryWord[]): readonly Bits[] | undefined {
    return this.#text.scope === 'title' ? undefined : [filmsOfOnePersonWith(this.#segment, words)];
  }

  #titlesLike(rank: number): readonly Bits[] | undefined {
    const { titles, filmSets } = this.#segment;
    const { key, article, terms } = this.#text;
    this.#exactTitles ??= titles.keys.equalRange(key);
    this.#titlesStartingSo ??= titles.keys.prefixRange(key);
    const [from, to] = rank < 2 ? this.#exactTitles : this.#titlesStartingSo;
    if (from === to) return undefined;
    const films = filmSets.take();
    const words = Math.min(terms.length, MAX_KEY_WORDS);
    for (let place = from; place < to; place += 1) {
      if (rank === 0 && !titles.hasArticle(place, article)) continue;
      if (rank === 2 && titles.wordsAt(place) !== words) continue;
      addBit(films, titles.films[place]!);
    }
    return [films];
  }

  /** @param otherwise the answer when the last word is not unfinished */
  #wholeWords(lead: Bits | undefined, scope: TypedText['scope'], otherwise: Bits): readonly Bits[] | undefined {
    const last = this.#text.words.at(-1)!;
    if (!last.isUnfinished) return [otherwise];
    const { title, cast, fact, filmSets } = this.#segment;
    const indexes = scope === 'title' || this.#text.scope === 'title' ? [title] : [title, cast, fact];
    const spans = indexes.map((index) => [index, termSpan(index, last.term)] as const);
    if (spans.every(([, [from, to]]) => from >= to)) return undefined;
    const films = filmSets.take();
    for (const [index, span] of spans) index.members.addSpanTo(span, films);
    return lead ? [films, lead] : [films];
  }
}
