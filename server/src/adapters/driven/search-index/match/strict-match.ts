import { PERSON_FIELDS } from '../../../../domain/film-query.ts';
import { joinInitials } from '../../../../domain/text/keys.ts';
import { filmsOfOnePersonWith } from './filters.ts';
import type { TypedText } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { filmsOfOneAlternative } from './alternative-match.ts';
import { addFilmsWith, isSomewhere, wholeSpan, wholeSpans, type Span, type WordSpans } from './spans.ts';
import { DICTIONARIES, type Dictionary } from '../columns/fields.ts';
import { ascendingBy } from '../structures/ascending-by.ts';
import { hasBit, intersect, isEmpty, type Bits } from '../structures/bits.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import type { RankName } from './ranks.ts';

/** The ranks that {@link StrictMatch.filmsOfRank} knows. */
export const ALL_WORDS_RANKS = [
  'full-name',
  'genre-of-year',
  'title-words',
  'title-words-unfinished',
  'alternative-title-words',
  'one-name',
  'name-words',
  'name-words-unfinished',
  'alternative-title-words-unfinished',
  'all-words',
  'all-words-unfinished',
] as const satisfies readonly RankName[];

const NO_TITLES: readonly Dictionary[] = DICTIONARIES.filter(
  (dictionary) => dictionary !== 'title' && dictionary !== 'alternative',
);

type AllWordsRank = (typeof ALL_WORDS_RANKS)[number];

export function isAllWordsRank(name: RankName): name is AllWordsRank {
  return (ALL_WORDS_RANKS as readonly RankName[]).includes(name);
}

/** The films of one segment that have all the words of a text, and the sets that determine their ranks. */
export class StrictMatch {
  readonly segment: Segment;
  readonly films: SparseBits;
  readonly total: number;
  /** For each word that was looked up, the films that have it in the title. */
  readonly titlesWithWord: Bits[] = [];
  /** For each word that was looked up, the films that have it in any field. */
  readonly #wordSets: Bits[] = [];
  /** For each word that some alternative title has, the films that have it in any other field. */
  readonly #elsewhere: Bits[] = [];
  readonly text: TypedText;
  readonly #spans: readonly WordSpans[];
  #titles: SparseBits | undefined;
  #oneName: Bits | undefined;

  /** @param spans for each word of the text, the terms of the segment that match it */
  constructor(segment: Segment, text: TypedText, spans: readonly WordSpans[]) {
    this.segment = segment;
    this.text = text;
    this.#spans = spans;
    this.films = this.#filmsWithAll();
    this.total = this.films.count();
  }

  /**
   * A set that contains all films of this rank. It may also contain films of a better rank. `undefined` if no film
   * has the rank.
   */
  filmsOfRank(rank: AllWordsRank): Bits | undefined {
    switch (rank) {
      case 'full-name':
        return this.text.nameTerms.length > 1 ? this.#personCalled() : undefined;
      case 'genre-of-year':
        return this.#genreOfYear();
      case 'title-words':
        return this.#wholeInTitle();
      case 'title-words-unfinished':
        return this.#inTitle().bits;
      case 'alternative-title-words':
        return this.#oneAlternative(({ alternative }) => wholeSpan(alternative));
      case 'one-name':
        return this.text.nameTerms.length === 1 ? this.#personCalled() : undefined;
      case 'name-words':
        return this.#onePerson(this.#spans.map(({ name }) => wholeSpan(name)));
      case 'name-words-unfinished':
        return this.#inOneName();
      case 'alternative-title-words-unfinished':
        return this.#oneAlternative(({ alternative }) => alternative);
      case 'all-words':
        return this.#wholeAnywhere();
      case 'all-words-unfinished':
        return this.films.bits;
    }
  }

  /**
   * Whether a film has all the words. Unlike {@link films}, this does not change when films are added because of their
   * title.
   */
  has(film: number): boolean {
    return this.total > 0 && this.#wordSets.every((films) => hasBit(films, film));
  }

  /** Whether a film that has all the words has one of them only in an alternative title. */
  needsAlternative(film: number): boolean {
    return this.#elsewhere.some((films) => !hasBit(films, film));
  }

  /** For each word, a new set of the alternative titles that have it. */
  alternativesWithWord(): readonly Bits[] {
    return this.#spans.map(({ alternative }) => this.segment.alternatives.titlesWith(alternative));
  }

  /** Whether any title or any name has all the words. */
  hasTitleOrName(): boolean {
    if (this.films.isEmpty()) return false;
    if (!this.#inTitle().isEmpty()) return true;
    const named = this.#inOneName();
    return named !== undefined && this.films.meets(named);
  }

  /** How many titles have all the words, the last of which may be unfinished. */
  countTitles(): number {
    return this.#inTitle().count();
  }

  /** Whether any title has all the words, each as a whole word. */
  hasTitle(): boolean {
    const titles = this.films.isEmpty() ? undefined : this.#wholeInTitle();
    return titles !== undefined && this.#inTitle().meets(titles);
  }

  /** The films that have all the words. The rarest word comes first, so that few films are left for the other words. */
  #filmsWithAll(): SparseBits {
    const { words, filmSets, live, liveCount, size } = this.segment;
    const weightOf = (spans: WordSpans) => {
      let weight = 0;
      for (const dictionary of DICTIONARIES) weight += words[dictionary].members.weight(spans[dictionary]);
      return weight;
    };
    const rarestFirst = ascendingBy(this.#spans, weightOf);
    let found: SparseBits | undefined;
    for (const word of rarestFirst) {
      const inTitle = filmSets.take();
      words.title.members.addSpanTo(word.title, inTitle);
      this.titlesWithWord.push(inTitle);
      const films = filmSets.copyOf(inTitle);
      addFilmsWith(this.segment, word, films, NO_TITLES);
      if (isSomewhere(word.alternative)) {
        this.#elsewhere.push(filmSets.copyOf(films));
        words.alternative.members.addSpanTo(word.alternative, films);
      }
      this.#wordSets.push(films);
      if (found) found.keep(films);
      else found = SparseBits.of(filmSets.copyOf(films), filmSets);
      if (found.isEmpty()) break;
    }
    found ??= SparseBits.of(filmSets.take(), filmSets);
    if (liveCount < size) found.keep(live);
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
    if (!this.text.words.at(-1)!.isUnfinished) return titles.bits;
    const whole = wholeSpan(this.#spans.at(-1)!.title);
    if (titles.isEmpty() || whole.from === whole.to) return undefined;
    const { words, filmSets } = this.segment;
    const films = filmSets.take();
    words.title.members.addSpanTo(whole, films);
    // All current titles that have the only word match. Sets of a rank may have films that do not match.
    if (this.#spans.length > 1) intersect(films, titles.bits);
    return films;
  }

  #wholeAnywhere(): Bits | undefined {
    if (!this.text.words.at(-1)!.isUnfinished) return this.films.bits;
    const films = this.segment.filmSets.take();
    addFilmsWith(this.segment, wholeSpans(this.#spans.at(-1)!), films);
    return films;
  }

  #oneAlternative(spanOf: (word: WordSpans) => Span): Bits | undefined {
    return filmsOfOneAlternative(this.segment, this.#spans.map(spanOf));
  }

  #personCalled(): Bits | undefined {
    const { nameTerms, scope } = this.text;
    if (scope === 'title') return undefined;
    const { names, filmSets } = this.segment;
    const key = joinInitials(nameTerms).join(' ');
    const fields = PERSON_FIELDS.filter((field) => names[field].find(key) >= 0);
    if (fields.length === 0) return undefined;
    const films = filmSets.take();
    for (const field of fields) names[field].addFilmsOf(key, films);
    return films;
  }

  #genreOfYear(): Bits | undefined {
    const { year, scope, words } = this.text;
    if (year === undefined || scope === 'title') return undefined;
    const { names, years, filmSets } = this.segment;
    const films = names.genre.addFilmsOf(words.map(({ term }) => term).join(' '), filmSets.take());
    if (isEmpty(films)) return undefined;
    intersect(
      films,
      years.filmsOf(year, year, () => filmSets.take()),
    );
    return films;
  }

  #inOneName(): Bits | undefined {
    return (this.#oneName ??= this.#onePerson(this.#spans.map(({ name }) => name)));
  }

  #onePerson(spans: readonly Span[]): Bits | undefined {
    if (this.text.scope === 'title' || spans.some(({ from, to }) => from === to)) return undefined;
    return filmsOfOnePersonWith(this.segment, spans);
  }
}
