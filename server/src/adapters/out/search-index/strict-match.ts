import { filmsOfOnePersonWith } from './filters.ts';
import { peopleCalled } from './people.ts';
import type { TypedText } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { wholeSpan, type Span, type WordSpans } from './spans.ts';
import { countBits, intersect, type Bits } from './structures/bits.ts';
import { MAX_KEY_WORDS } from './title-keys.ts';

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

/** Where the article counts. Whoever types none may mean any, unless it is the whole title. */
const RANKS_OF_THE_ARTICLE: readonly number[] = [0, 2, 3];
const RANKS_OF_THE_LAST_WORD: readonly number[] = [2, 4];

type Places = readonly [from: number, to: number];

/** The films of one segment that have all the words of a text, and the sets that their ranks are told by. */
export class StrictMatch {
  readonly films: Bits;
  readonly total: number;
  readonly #segment: Segment;
  readonly #text: TypedText;
  readonly #spans: readonly WordSpans[];
  /** Films that have all words but the last in the title, or anywhere; `undefined` where the last is the only one. */
  #titleLead: Bits | undefined;
  #lead: Bits | undefined;
  /** Films that have all words in the title. */
  readonly #titles: Bits;
  #exactTitles: Places | undefined;
  #titlesStartingSo: Places | undefined;

  /** @param spans where each word of the text stands in the segment */
  constructor(segment: Segment, text: TypedText, spans: readonly WordSpans[], passing: Bits | undefined) {
    this.#segment = segment;
    this.#text = text;
    this.#spans = spans;
    const sets = segment.filmSets;
    for (const word of spans.slice(0, -1)) {
      const titles = sets.take();
      const films = this.#addFilms(word, titles);
      if (this.#titleLead) intersect(this.#titleLead, titles);
      this.#titleLead ??= titles;
      if (this.#lead) intersect(this.#lead, films);
      this.#lead ??= films;
    }
    this.#titles = sets.take();
    this.films = this.#addFilms(spans.at(-1)!, this.#titles);
    if (this.#titleLead) intersect(this.#titles, this.#titleLead);
    if (this.#lead) intersect(this.films, this.#lead);
    if (passing) intersect(this.films, passing);
    this.total = countBits(this.films);
  }

  /** The films with a title of this rank, one of the {@link TITLE_RANKS}, or a better one; others that do not match too. */
  titlesOfRank(rank: number): number[] {
    const { titles } = this.#segment;
    const { key, article, terms } = this.#text;
    const isOfArticle = RANKS_OF_THE_ARTICLE.includes(rank);
    if (isOfArticle && rank > 0 && article === '') return [];
    const [from, to] = rank < 2 ? (this.#exactTitles ??= titles.keys.equalRange(key)) : this.#startingSo(key);
    const words = Math.min(terms.length, MAX_KEY_WORDS);
    const films: number[] = [];
    for (let place = from; place < to; place += 1) {
      if (isOfArticle && !titles.hasArticle(place, article)) continue;
      if (RANKS_OF_THE_LAST_WORD.includes(rank) && titles.wordsAt(place) !== words) continue;
      films.push(titles.films[place]!);
    }
    return films;
  }

  /**
   * The sets, two at most, that a film of this later rank is in, all of them; every film of the match that is in them has the rank or a better
   * one. Valid until the arena is released. `undefined` when no film can have the rank.
   */
  setsOfRank(rank: number): readonly Bits[] | undefined {
    switch (rank) {
      case 6:
        return this.#wholeWords(this.#titleLead, 'title', this.#titles);
      case 7:
        return [this.#titles];
      case 8:
        return this.#personCalled();
      case 9:
        return this.#onePerson(this.#spans.map(({ cast }) => wholeSpan(cast)));
      case 10:
        return this.#onePerson(this.#spans.map(({ cast }) => cast));
      case 11:
        return this.#wholeWords(this.#lead, 'all', this.films);
      default:
        return [];
    }
  }

  /** @returns the films that have the word where it is looked for; those that have it in the title go to `titles` */
  #addFilms({ title, cast, fact }: WordSpans, titles: Bits): Bits {
    const segment = this.#segment;
    segment.title.members.addSpanTo(title, titles);
    const films = segment.filmSets.copyOf(titles);
    segment.cast.members.addSpanTo(cast, films);
    segment.fact.members.addSpanTo(fact, films);
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

  #onePerson(spans: readonly Span[]): readonly Bits[] | undefined {
    if (this.#text.scope === 'title' || spans.some(({ from, to }) => from === to)) return undefined;
    return [filmsOfOnePersonWith(this.#segment, spans)];
  }

  #startingSo(key: string): Places {
    if (!this.#titlesStartingSo) {
      const { from, to } = this.#segment.titles.keys.prefixSpan(key);
      this.#titlesStartingSo = [from, to];
    }
    return this.#titlesStartingSo;
  }

  /** @param otherwise the answer when the last word is not unfinished */
  #wholeWords(lead: Bits | undefined, scope: TypedText['scope'], otherwise: Bits): readonly Bits[] | undefined {
    const { title, cast, fact } = this.#spans.at(-1)!;
    if (!this.#text.words.at(-1)!.isUnfinished) return [otherwise];
    const isElsewhere = scope === 'all' && (cast.from < cast.whole || fact.from < fact.whole);
    if (title.from === title.whole && !isElsewhere) return undefined;
    const segment = this.#segment;
    const films = segment.filmSets.take();
    segment.title.members.addSpanTo(wholeSpan(title), films);
    if (isElsewhere) {
      segment.cast.members.addSpanTo(wholeSpan(cast), films);
      segment.fact.members.addSpanTo(wholeSpan(fact), films);
    }
    return lead ? [films, lead] : [films];
  }
}
