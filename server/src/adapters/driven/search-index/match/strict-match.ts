import { filmsOfOnePersonWith } from './filters.ts';
import { peopleCalled } from '../columns/people.ts';
import type { TypedText } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { wholeSpan, type Span, type WordSpans } from './spans.ts';
import { hasBit, intersect, type Bits } from '../structures/bits.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import { MAX_KEY_WORDS } from '../columns/title-keys.ts';

/** The ranks of films that have all the words, best first; a film has the first that fits it. See docs/search.md. */
export const STRICT_RANKS = [
  'the title is what was typed, article and all',
  'the title is what was typed, articles aside',
  'the title is what was typed, article and all, but that its last word goes on',
  'the title begins with what was typed, article and all',
  'the title is what was typed, but that its last word goes on, articles aside',
  'the title begins with what was typed, articles aside',
  'the title has all words, each whole',
  'the title has all words, the last unfinished',
  'one person in the cast has this name',
  'one person in the cast has all words, each whole',
  'one person in the cast has all words, the last unfinished',
  'title, cast, genres and year together have all words, each whole',
  'title, cast, genres and year together have all words, the last unfinished',
] as const;

/** The first ranks, which the list of titles alone tells. */
export const TITLE_RANKS = 6;

/** The films of one segment that have all the words of a text, and the sets that their ranks are told by. */
export class StrictMatch {
  readonly segment: Segment;
  readonly films: SparseBits;
  readonly total: number;
  /** For each word that was looked for, the films that have it in the title. */
  readonly titlesWithWord: Bits[] = [];
  readonly #text: TypedText;
  readonly #spans: readonly WordSpans[];
  #titles: SparseBits | undefined;

  /**
   * @param spans where each word of the text stands in the segment
   * @param passing films must be in all of these
   */
  constructor(segment: Segment, text: TypedText, spans: readonly WordSpans[], passing: readonly Bits[]) {
    this.segment = segment;
    this.#text = text;
    this.#spans = spans;
    this.films = this.#filmsWithAll(passing);
    this.total = this.films.count();
  }

  /**
   * The films that the list of titles gives each of the {@link TITLE_RANKS}. A film of a title of several forms may come several times.
   */
  titlesByRank(): readonly (readonly number[])[] {
    const { titles } = this.segment;
    const { key, article, terms } = this.#text;
    const ranked: number[][] = Array.from({ length: TITLE_RANKS }, () => []);
    const { from, to, whole } = titles.keys.prefixSpan(key);
    const exactTo = from < whole ? titles.keys.equalRange(key)[1] : from;
    const words = Math.min(terms.length, MAX_KEY_WORDS);
    const films = this.films.bits;
    for (let place = from; place < to; place += 1) {
      const film = titles.films[place]!;
      if (!hasBit(films, film)) continue;
      const isOfArticle = titles.hasArticle(place, article);
      if (place < exactTo) ranked[isOfArticle ? 0 : 1]!.push(film);
      // Whoever types no article may mean any.
      else ranked[(isOfArticle && article !== '' ? 2 : 4) + (titles.wordsAt(place) === words ? 0 : 1)]!.push(film);
    }
    return ranked;
  }

  /**
   * A set that the films of this later rank are in; every film of the match that is in it has the rank or a better one.
   * `undefined` when no film can have the rank.
   */
  filmsOfRank(rank: number): Bits | undefined {
    switch (rank) {
      case 6:
        return this.#wholeInTitle();
      case 7:
        return this.#inTitle().bits;
      case 8:
        return this.#personCalled();
      case 9:
        return this.#onePerson(this.#spans.map(({ cast }) => wholeSpan(cast)));
      case 10:
        return this.#onePerson(this.#spans.map(({ cast }) => cast));
      case 11:
        return this.#wholeAnywhere();
      default:
        return this.films.bits;
    }
  }

  /** The rarest word first, so that little is left to look at when it comes to the others. */
  #filmsWithAll(passing: readonly Bits[]): SparseBits {
    const { title, cast, fact, filmSets } = this.segment;
    const weight = (spans: WordSpans) =>
      title.members.weight(spans.title) + cast.members.weight(spans.cast) + fact.members.weight(spans.fact);
    const rarestFirst = this.#spans.length > 1 ? [...this.#spans].sort((a, b) => weight(a) - weight(b)) : this.#spans;
    let found: SparseBits | undefined;
    for (const word of rarestFirst) {
      const inTitle = filmSets.take();
      title.members.addSpanTo(word.title, inTitle);
      this.titlesWithWord.push(inTitle);
      const films = filmSets.copyOf(inTitle);
      cast.members.addSpanTo(word.cast, films);
      fact.members.addSpanTo(word.fact, films);
      if (found) found.keep(films);
      else found = SparseBits.of(films, filmSets);
      if (found.isEmpty()) break;
    }
    found ??= SparseBits.of(filmSets.take(), filmSets);
    for (const films of passing) found.keep(films);
    return found;
  }

  /** The films that have all words in the title. */
  #inTitle(): SparseBits {
    if (this.#titles) return this.#titles;
    const titles = this.films.copy();
    for (const films of this.titlesWithWord) titles.keep(films);
    this.#titles = titles;
    return titles;
  }

  #wholeInTitle(): Bits | undefined {
    const titles = this.#inTitle();
    if (!this.#text.words.at(-1)!.isUnfinished) return titles.bits;
    const whole = wholeSpan(this.#spans.at(-1)!.title);
    if (titles.isEmpty() || whole.from === whole.to) return undefined;
    const { title, filmSets } = this.segment;
    const films = filmSets.take();
    title.members.addSpanTo(whole, films);
    intersect(films, titles.bits);
    return films;
  }

  #wholeAnywhere(): Bits | undefined {
    if (!this.#text.words.at(-1)!.isUnfinished) return this.films.bits;
    const { title, cast, fact } = this.#spans.at(-1)!;
    const { segment } = this;
    const films = segment.filmSets.take();
    segment.title.members.addSpanTo(wholeSpan(title), films);
    segment.cast.members.addSpanTo(wholeSpan(cast), films);
    segment.fact.members.addSpanTo(wholeSpan(fact), films);
    return films;
  }

  #personCalled(): Bits | undefined {
    const { article, terms, scope } = this.#text;
    const spans = this.#spans.map(({ cast }) => wholeSpan(cast));
    if (scope === 'title' || spans.some(({ from, to }) => from === to)) return undefined;
    const people = peopleCalled(this.segment, article === '' ? terms : [article, ...terms], spans);
    if (people.length === 0) return undefined;
    const films = this.segment.filmSets.take();
    for (const person of people) this.segment.filmsOfPerson.addTo(person, films);
    return films;
  }

  #onePerson(spans: readonly Span[]): Bits | undefined {
    if (this.#text.scope === 'title' || spans.some(({ from, to }) => from === to)) return undefined;
    return filmsOfOnePersonWith(this.segment, spans);
  }
}
