import { PERSON_FIELDS } from '../../../../domain/film-query.ts';
import {
  allowedTypos,
  MAX_MISSPELT_WORDS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../../../domain/text/typo-rules.ts';
import { DICTIONARIES, dictionariesOf } from '../columns/fields.ts';
import { LEVELS, type Preference } from './preference.ts';
import type { TypedText } from './query-plan.ts';
import { rankNumber, type RankName } from './ranks.ts';
import type { Segment } from '../store/segment.ts';
import { NOWHERE, termSpan, wordSpans, type Span, type WordSpans } from './spans.ts';
import { BitCounter } from '../structures/bit-counter.ts';
import { forEachBit, hasBit, intersect, unite, type Bits } from '../structures/bits.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import type { TermIndex } from '../structures/term-index.ts';
import { WordFilms } from './word-films.ts';

/** More edits than any film can have. A film can have at most two in each word. */
const MAX_EDITS = 2 * MAX_MISSPELT_WORDS + 1;

/** Where typos are tolerated. */
export type Leniency = {
  /** The words in which typos are tolerated: bit i for word i; see {@link unknownWords}. */
  readonly forgiven: number;
  /** Whether the unfinished last word tolerates a typo too: "cassabl". */
  readonly mayBeUnfinished: boolean;
};

/**
 * The films of one segment that have the most words of a text, if typos and wrongly split or joined words are
 * tolerated. Usually some films have all words. Only if none has, the words are counted for all films at once.
 */
export class LenientMatch {
  /** The highest number of words that any film has. If it is 0, no film matches. */
  readonly mostWords: number;
  readonly #segment: Segment;
  readonly #text: TypedText;
  readonly #spans: readonly WordSpans[];
  readonly #passing: Bits;
  readonly leniency: Leniency;
  /** For each word, the terms that match it and the next word written as one. */
  readonly #joined: readonly (WordSpans | undefined)[];
  readonly #found: readonly WordFilms[];
  /** How many words each film has. Counted only if no film has all. */
  #words: BitCounter | undefined;
  readonly #all: SparseBits;
  /** The terms of the `name` dictionary that match a word. */
  readonly nameSpans: Span[] = [];

  readonly #preference: Preference;
  #inOneName: Bits | undefined;

  /** @param passing the films that may match; the set is not changed */
  constructor(
    segment: Segment,
    text: TypedText,
    spans: readonly WordSpans[],
    passing: Bits,
    leniency: Leniency,
    preference: Preference,
  ) {
    this.leniency = leniency;
    this.#preference = preference;
    this.#segment = segment;
    this.#text = text;
    this.#spans = spans;
    this.#passing = passing;
    this.#joined = text.words.map((_, place) => this.#joinedAt(place));
    this.#found = text.words.map((_, place) => this.#findWord(place));
    this.#all = this.#filmsWithAll();
    this.mostWords = !this.#all.isEmpty() ? text.words.length : this.#counted().highest(passing);
  }

  /**
   * The films that have exactly this many words.
   *
   * @param orOneLess whether to include the films that have all words but one, without typos
   */
  filmsWith(words: number, orOneLess: boolean): SparseBits {
    const { filmSets } = this.#segment;
    const hasAll = words === this.#text.words.length;
    if (hasAll && !orOneLess) return this.#all.copy();
    const films = hasAll ? filmSets.copyOf(this.#all.bits) : this.#filmsWithCount(words);
    if (orOneLess) unite(films, this.#filmsWithOneLess());
    return SparseBits.of(films, filmSets);
  }

  #filmsWithOneLess(): Bits {
    const { filmSets } = this.#segment;
    const counter = new BitCounter(filmSets);
    for (const found of this.#found) counter.add(found.exact());
    const films = filmSets.copyOf(this.#passing);
    counter.keepCount(films, this.#found.length - 1);
    return films;
  }

  #filmsWithCount(words: number): Bits {
    if (words === 0) return this.#segment.filmSets.take();
    const films = this.#segment.filmSets.copyOf(this.#passing);
    this.#counted().keepCount(films, words);
    return films;
  }

  /**
   * Whether every film with all words has typos in several of them. Such films never come before films that lack a
   * word.
   */
  get hasOnlySeveralTypos(): boolean {
    let hasFew = false;
    this.#all.forEach((film) => {
      hasFew ||= this.#found.filter((found) => found.editsOf(film) > 0).length < 2;
    });
    return !hasFew;
  }

  /** Whether any title or any name has all words. Otherwise the films that have them may be a coincidence. */
  get hasTitleOrName(): boolean {
    let has = false;
    this.#all.forEach((film) => {
      has ||= this.#isTogether(film);
    });
    return has;
  }

  /**
   * The rank of a film; see {@link rankNumber}. Within a rank, films are ordered by these details: all words in the
   * title or in one name, fewer edits, no other word in the title, more words in the title, preferred by the query. For
   * a query of one word, the title without another word comes before the edits.
   *
   * @param orOneLess see {@link filmsWith}; a film with typos then comes after the films that lack a word
   */
  rankOf(film: number, orOneLess: boolean): number {
    const { titles } = this.#segment;
    const words = this.#text.words.length;
    let inTitle = 0;
    let edits = 0;
    let misspelt = 0;
    let missing = 0;
    for (const found of this.#found) {
      if (!hasBit(found.films, film)) {
        missing += 1;
        continue;
      }
      const editsOfWord = found.editsOf(film);
      edits += editsOfWord;
      if (editsOfWord > 0) misspelt += 1;
      if (found.isInTitle(film)) inTitle += 1;
    }
    const isCovered = titles.wordsOf(film) <= inTitle;
    const isTogether = missing === 0 && (inTitle === words || this.#isInOneName(film));
    // "cassabl" means Casablanca rather than a longer title with a more similar word. With several words, the edits
    // decide.
    const misfit =
      words === 1
        ? (isCovered ? 0 : MAX_EDITS) + edits
        : ((isTogether ? 0 : MAX_EDITS) + edits) * 2 + (isCovered ? 0 : 1);
    const detail = misfit * (words + 1) + words - inTitle;
    const rank = rankFor({ missing, misspelt, isTogether }, orOneLess);
    return rankNumber(rank, detail * LEVELS + this.#preference.levelOf(film));
  }

  /** Whether a film that has all words has them in the title or in one name. */
  #isTogether(film: number): boolean {
    return this.#found.every((found) => found.isInTitle(film)) || this.#isInOneName(film);
  }

  #isInOneName(film: number): boolean {
    if (this.#text.scope === 'title') return false;
    return hasBit((this.#inOneName ??= this.#makeInOneName()), film);
  }

  #makeInOneName(): Bits {
    const { filmSets, names, peopleSets } = this.#segment;
    const films = filmSets.take();
    const mark = peopleSets.mark();
    const [first, ...others] = this.#found;
    for (const field of PERSON_FIELDS) {
      const spellings = first?.spellings(field) ?? peopleSets.take();
      for (const found of others) intersect(spellings, found.spellings(field));
      forEachBit(spellings, (spelling) => {
        names[field].films.addTo(spelling, films);
      });
    }
    peopleSets.release(mark);
    return films;
  }

  /** The films that have all words. The search starts with a misspelt word, because few films have it. */
  #filmsWithAll(): SparseBits {
    const { filmSets } = this.#segment;
    const misspelt = Math.max(0, 31 - Math.clz32(this.leniency.forgiven));
    const first = this.#found[misspelt] ?? this.#found[0];
    if (!first) return SparseBits.of(filmSets.take(), filmSets);
    const films = SparseBits.of(filmSets.copyOf(first.films), filmSets);
    films.keep(this.#passing);
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

  #findWord(place: number): WordFilms {
    const found = new WordFilms(this.#segment);
    this.#addSpans(this.#spans[place], 0, found);
    if (this.#isForgiven(place)) {
      const { term, isUnfinished } = this.#text.words[place]!;
      this.#addNear(term, found);
      if (isUnfinished && this.leniency.mayBeUnfinished) this.#addNearPrefixes(term, found);
      this.#addSplit(term, found);
    }
    this.#addSpans(this.#joined[place], 1, found);
    this.#addSpans(this.#joined[place - 1], 0, found);
    return found;
  }

  #isForgiven(place: number): boolean {
    return place < MAX_MISSPELT_WORDS && ((this.leniency.forgiven >>> place) & 1) === 1;
  }

  #addSpans(spans: WordSpans | undefined, edits: number, found: WordFilms): void {
    if (!spans) return;
    for (const dictionary of DICTIONARIES) {
      this.#addSpan(this.#segment.words[dictionary], spans[dictionary], edits, found);
    }
  }

  #addSpan(index: TermIndex, span: Span, edits: number, found: WordFilms): void {
    if (span.from === span.to) return;
    found.add(index, span, edits);
    if (index === this.#segment.words.name) this.nameSpans.push(span);
  }

  #addNear(term: string, found: WordFilms): void {
    const maxEdits = allowedTypos(term);
    if (maxEdits === 0) return;
    for (const dictionary of dictionariesOf(this.#text.scope)) {
      const index = this.#segment.words[dictionary];
      index.findNear(term, maxEdits, (near, edits) => {
        if (edits > 0) this.#addSpan(index, { from: near, to: near + 1, whole: near }, edits, found);
      });
    }
  }

  /**
   * Adds a typo in an unfinished word: "cassabl" for the beginning of "casablanca". It counts as two edits, so that
   * whole words with one edit come first.
   */
  #addNearPrefixes(term: string, found: WordFilms): void {
    if (term.length < MIN_UNFINISHED_LETTERS || allowedTypos(term) === 0) return;
    for (const dictionary of dictionariesOf(this.#text.scope)) {
      const index = this.#segment.words[dictionary];
      index.terms.nearPrefixes(term, (from, to) => {
        this.#addSpan(index, { from, to, whole: from }, 2, found);
      });
    }
  }

  /** Adds two words that were typed as one. Both must be in the title, or both in the cast. */
  #addSplit(term: string, found: WordFilms): void {
    if (allowedTypos(term) === 0) return;
    for (const dictionary of dictionariesOf(this.#text.scope)) {
      if (dictionary === 'fact') continue;
      const index = this.#segment.words[dictionary];
      for (let at = MIN_SPLIT_LETTERS; at <= term.length - MIN_SPLIT_LETTERS; at += 1) {
        const left = termSpan(index, term.slice(0, at));
        const right = left === NOWHERE ? NOWHERE : termSpan(index, term.slice(at));
        if (right === NOWHERE) continue;
        found.add(index, left, 1, right);
        if (dictionary === 'name') this.nameSpans.push(left, right);
      }
    }
  }

  /** Where the word at this place and the next one match as one word, because one word was typed as two. */
  #joinedAt(place: number): WordSpans | undefined {
    const first = this.#text.words[place];
    const second = this.#text.words[place + 1];
    if (!first || !second || place >= MAX_MISSPELT_WORDS) return undefined;
    if (!this.#isForgiven(place) && !this.#isForgiven(place + 1)) return undefined;
    const joined = { term: first.term + second.term, isUnfinished: false };
    return wordSpans(this.#segment, joined, this.#text.scope);
  }
}

type Mistakes = { readonly missing: number; readonly misspelt: number; readonly isTogether: boolean };

function rankFor({ missing, misspelt, isTogether }: Mistakes, orOneLess: boolean): RankName {
  if (missing > 0) return missing === 1 && misspelt === 0 ? 'one-word-less' : 'fewer-words';
  if (misspelt > 1) return 'several-typos';
  if (!orOneLess) return 'one-typo';
  return isTogether ? 'one-typo-together' : 'several-typos';
}
