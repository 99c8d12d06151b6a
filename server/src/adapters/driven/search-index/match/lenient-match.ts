import { PERSON_FIELDS } from '../../../../domain/film-query.ts';
import { filmsOfTitlesInAll } from './alternative-match.ts';
import { lenientRank } from './lenient-rank.ts';
import type { Preference } from './preference.ts';
import type { TypedText } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { addFilmsWith, wholeSpans, type Span, type WordSpans } from './spans.ts';
import { BitCounter } from '../structures/bit-counter.ts';
import { hasBit, subtract, type Bits } from '../structures/bits.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import type { WordFilms } from './word-films.ts';
import { WordFinder, type Leniency } from './word-finder.ts';

/**
 * The films of one segment that have the most words of a text, if typos and wrongly split or joined words are
 * tolerated. Usually some films have all words. If none has, the words are counted for all films at once.
 */
export class LenientMatch {
  /** The highest number of words that any film has. If it is 0, no film matches. */
  readonly mostWords: number;
  readonly #segment: Segment;
  readonly #text: TypedText;
  readonly #spans: readonly WordSpans[];
  readonly leniency: Leniency;
  readonly #found: readonly WordFilms[];
  /** How many words each film has. Counted only if no film has all. */
  #words: BitCounter | undefined;
  readonly #all: SparseBits;
  /** The terms of the `name` dictionary that match a word. */
  readonly nameSpans: readonly Span[];

  readonly #preference: Preference;
  #inOneName: Bits | undefined;
  #inOneAlternative: Bits | undefined;
  #onlyBegun: Bits | undefined;

  constructor(
    segment: Segment,
    text: TypedText,
    spans: readonly WordSpans[],
    leniency: Leniency,
    preference: Preference,
  ) {
    this.leniency = leniency;
    this.#preference = preference;
    this.#segment = segment;
    this.#text = text;
    this.#spans = spans;
    const { found, nameSpans } = new WordFinder(segment, text, spans, leniency);
    this.#found = found;
    this.nameSpans = nameSpans;
    this.#all = this.#filmsWithAll();
    this.mostWords = !this.#all.isEmpty() ? text.words.length : this.#counted().highest(segment.live);
  }

  /** The films that have exactly this many words. */
  filmsWith(words: number): SparseBits {
    if (words === this.#text.words.length) return this.#all.copy();
    return SparseBits.of(this.#filmsWithCount(words), this.#segment.filmSets);
  }

  #filmsWithCount(words: number): Bits {
    if (words === 0) return this.#segment.filmSets.take();
    const films = this.#segment.filmSets.copyOf(this.#segment.live);
    this.#counted().keepCount(films, words);
    return films;
  }

  /** For each word, a new set of the alternative titles that have it. */
  alternativesWithWord(): readonly Bits[] {
    return this.#found.map((found) => found.alternatives());
  }

  /** Whether a film has any of the words only in an alternative title. */
  needsAlternative(film: number): boolean {
    return this.#found.some((found) => found.needsAlternative(film));
  }

  /**
   * Whether any title, any alternative title or any name has all words. Otherwise films may have all words only by
   * coincidence.
   */
  get hasTitleOrName(): boolean {
    let has = false;
    this.#all.forEach((film) => {
      has ||= this.#isTogether(film);
    });
    return has;
  }

  /**
   * The rank of a film that has all words in the title, in one alternative title or in one name; Infinity for other
   * films.
   */
  togetherRankOf(film: number): number {
    return this.#found.every(({ films }) => hasBit(films, film)) && this.#isTogether(film)
      ? this.rankOf(film, true)
      : Infinity;
  }

  /** Whether the title of a film has any of the words. */
  hasInTitle(film: number): boolean {
    return this.#found.some((found) => found.isInTitle(film));
  }

  /** Calls `visit` with each film that has all words in the title, in one alternative title or in one name. */
  forEachTogether(visit: (film: number) => void): void {
    this.#all.forEach((film) => {
      if (this.#isTogether(film)) visit(film);
    });
  }

  /**
   * The rank of a film; see {@link lenientRank}.
   *
   * @param areKnown see {@link lenientRank}
   */
  rankOf(film: number, areKnown = false): number {
    const { titles } = this.#segment;
    const words = this.#text.words.length;
    let inTitle = 0;
    let edits = 0;
    let misspelt = 0;
    let missing = 0;
    let lacksWord = false;
    for (let place = 0; place < words; place += 1) {
      const found = this.#found[place]!;
      if (!hasBit(found.films, film)) {
        missing += 1;
        lacksWord ||= !/^\d+$/.test(this.#text.words[place]!.term);
        continue;
      }
      const editsOfWord = found.editsOf(film);
      edits += editsOfWord;
      if (editsOfWord > 0) misspelt += 1;
      if (found.isInTitle(film)) inTitle += 1;
    }
    return lenientRank(
      {
        words,
        inTitle,
        edits,
        misspelt,
        missing,
        lacksWord,
        // Neither makes a difference to the rank if there is only one word.
        isTogether: words > 1 && missing === 0 && (inTitle === words || this.#isInOneText(film)),
        isOnlyBegun: words > 1 && this.#isOnlyBegun(film),
        isCovered: titles.wordsOf(film) <= inTitle,
        level: this.#preference.levelOf(film),
      },
      areKnown,
    );
  }

  /** Whether a film that has all words has them in the title, in one alternative title or in one name. */
  #isTogether(film: number): boolean {
    return this.#found.every((found) => found.isInTitle(film)) || this.#isInOneText(film);
  }

  /** Whether the film has the unfinished last word only as the beginning of a longer word. */
  #isOnlyBegun(film: number): boolean {
    if (!this.#text.words.at(-1)!.isUnfinished) return false;
    this.#onlyBegun ??= this.#makeOnlyBegun();
    return hasBit(this.#onlyBegun, film);
  }

  #makeOnlyBegun(): Bits {
    const { filmSets } = this.#segment;
    const spans = this.#spans.at(-1)!;
    const films = filmSets.take();
    const whole = filmSets.take();
    addFilmsWith(this.#segment, spans, films);
    addFilmsWith(this.#segment, wholeSpans(spans), whole);
    subtract(films, whole);
    return films;
  }

  /** Whether one alternative title or one name has all words. */
  #isInOneText(film: number): boolean {
    return this.#isInOneAlternative(film) || this.#isInOneName(film);
  }

  #isInOneAlternative(film: number): boolean {
    if (this.#segment.alternatives.size === 0) return false;
    this.#inOneAlternative ??= filmsOfTitlesInAll(this.#segment, this.alternativesWithWord());
    return hasBit(this.#inOneAlternative, film);
  }

  #isInOneName(film: number): boolean {
    if (this.#text.scope === 'title') return false;
    return hasBit((this.#inOneName ??= this.#makeInOneName()), film);
  }

  #makeInOneName(): Bits {
    const { filmSets, names, peopleSets } = this.#segment;
    const films = filmSets.take();
    const mark = peopleSets.mark();
    for (const field of PERSON_FIELDS) {
      let spellings: SparseBits | undefined;
      for (const found of this.#found) {
        if (spellings) spellings.keep(found.spellings(field));
        else spellings = SparseBits.of(found.spellings(field), peopleSets);
        if (spellings.isEmpty()) break;
      }
      spellings?.forEach((spelling) => {
        names[field].films.addTo(spelling, films);
      });
    }
    peopleSets.release(mark);
    return films;
  }

  /**
   * The films that have all words. The first word that is looked at is one that may be misspelt, because few films have
   * it.
   */
  #filmsWithAll(): SparseBits {
    const { filmSets } = this.#segment;
    const misspelt = Math.max(0, 31 - Math.clz32(this.leniency.forgiven));
    const first = this.#found[misspelt] ?? this.#found[0];
    if (!first) return SparseBits.of(filmSets.take(), filmSets);
    const films = SparseBits.of(filmSets.copyOf(first.films), filmSets);
    films.keep(this.#segment.live);
    for (const found of this.#found) {
      if (films.isEmpty()) break;
      if (found !== first) films.keep(found.films);
    }
    return films;
  }

  #counted(): BitCounter {
    if (this.#words) return this.#words;
    const { filmSets } = this.#segment;
    this.#words = new BitCounter(filmSets);
    for (const { films } of this.#found) this.#words.add(filmSets.copyOf(films));
    return this.#words;
  }
}
