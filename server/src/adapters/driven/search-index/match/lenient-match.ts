import { allowedTypos, MAX_MISSPELT_WORDS, MIN_SPLIT_LETTERS } from '../../../../domain/text/typo-rules.ts';
import type { TypedText } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { NOWHERE, termSpan, wordSpans, type Span, type WordSpans } from './spans.ts';
import { BitCounter } from '../structures/bit-counter.ts';
import type { Bits } from '../structures/bits.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import type { TermIndex } from '../structures/term-index.ts';
import { MAX_KEY_WORDS } from '../columns/title-keys.ts';
import { WordFilms } from './word-films.ts';
import { isSameButForEdits } from './word-likeness.ts';

/**
 * The films of one segment that have the most words of a text when typos are forgiven, and words may have been split or
 * joined by mistake. Mostly some have all of them; only where none has, words are counted, for every film at once.
 */
export class LenientMatch {
  /** The most words that a film has; none of them is a match when it is 0. */
  readonly mostWords: number;
  readonly #segment: Segment;
  readonly #text: TypedText;
  readonly #spans: readonly WordSpans[];
  readonly #passing: Bits;
  readonly #forgiven: number;
  /** Where each word and the next, written as one, stand. */
  readonly #joined: readonly (WordSpans | undefined)[];
  readonly #found: readonly WordFilms[];
  /** How many words each film has; only where none has all. */
  #words: BitCounter | undefined;
  readonly #all: SparseBits;
  /** Terms of the cast dictionary that stand for a word. */
  readonly castSpans: Span[] = [];

  /**
   * @param passing the films that may match; not changed
   * @param forgiven the words in which mistakes are forgiven: bit i for word i; see {@link unknownWords}
   */
  constructor(segment: Segment, text: TypedText, spans: readonly WordSpans[], passing: Bits, forgiven: number) {
    this.#segment = segment;
    this.#text = text;
    this.#spans = spans;
    this.#forgiven = forgiven;
    this.#passing = passing;
    this.#joined = text.words.map((_, place) => this.#joinedAt(place));
    this.#found = text.words.map((_, place) => this.#findWord(place));
    this.#all = this.#filmsWithAll();
    this.mostWords = !this.#all.isEmpty() ? text.words.length : this.#counted().highest(passing);
  }

  /** The films that have so many words. */
  filmsWith(words: number): Bits {
    if (words === this.#text.words.length) return this.#all.bits;
    const films = this.#segment.filmSets.copyOf(this.#passing);
    if (words === 0) films.fill(0);
    else this.#counted().keepCount(films, words);
    return films;
  }

  /**
   * Orders films that have equally many words: fewer edits; more words in the title; the title is what was typed, but for
   * those edits and spaces; the same article.
   */
  rankOf(film: number): number {
    const { titles } = this.#segment;
    const words = this.#text.words.length;
    let inTitle = 0;
    let edits = 0;
    for (const found of this.#found) {
      edits += found.editsOf(film);
      if (found.isInTitle(film)) inTitle += 1;
    }
    const isTitle =
      inTitle === words &&
      // Spaces may be missing or too many, but hardly more than one; most titles need no closer look.
      Math.abs(titles.wordsOf(film) - Math.min(this.#text.terms.length, MAX_KEY_WORDS)) <= 1 &&
      isSameButForEdits(this.#text.key, titles.keyOf(film), edits);
    const hasArticle = titles.hasArticle(titles.ranks[film]!, this.#text.article);
    return ((edits * (words + 1) + words - inTitle) * 2 + (isTitle ? 0 : 1)) * 2 + (hasArticle ? 0 : 1);
  }

  /** Beginning with a word that is misspelt, which few films have. */
  #filmsWithAll(): SparseBits {
    const { filmSets } = this.#segment;
    const misspelt = Math.max(0, 31 - Math.clz32(this.#forgiven));
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
      const { term } = this.#text.words[place]!;
      this.#addNear(term, found);
      this.#addSplit(term, found);
    }
    this.#addSpans(this.#joined[place], 1, found);
    this.#addSpans(this.#joined[place - 1], 0, found);
    return found;
  }

  #isForgiven(place: number): boolean {
    return place < MAX_MISSPELT_WORDS && ((this.#forgiven >>> place) & 1) === 1;
  }

  #addSpans(spans: WordSpans | undefined, edits: number, found: WordFilms): void {
    if (!spans) return;
    this.#addSpan(this.#segment.title, spans.title, edits, found);
    this.#addSpan(this.#segment.cast, spans.cast, edits, found);
    this.#addSpan(this.#segment.fact, spans.fact, edits, found);
  }

  #addSpan(index: TermIndex, span: Span, edits: number, found: WordFilms): void {
    if (span.from === span.to) return;
    found.add(index, span, edits);
    if (index === this.#segment.cast) this.castSpans.push(span);
  }

  #addNear(term: string, found: WordFilms): void {
    const maxEdits = allowedTypos(term);
    if (maxEdits === 0) return;
    const { title, cast, fact } = this.#segment;
    for (const index of this.#text.scope === 'all' ? [title, cast, fact] : [title]) {
      index.findNear(term, maxEdits, (near, edits) => {
        if (edits > 0) this.#addSpan(index, { from: near, to: near + 1, whole: near }, edits, found);
      });
    }
  }

  /** Two words typed as one: both in the title, or both in the cast. */
  #addSplit(term: string, found: WordFilms): void {
    if (allowedTypos(term) === 0) return;
    const { title, cast } = this.#segment;
    for (const index of this.#text.scope === 'all' ? [title, cast] : [title]) {
      for (let at = MIN_SPLIT_LETTERS; at <= term.length - MIN_SPLIT_LETTERS; at += 1) {
        const left = termSpan(index, term.slice(0, at));
        const right = left === NOWHERE ? NOWHERE : termSpan(index, term.slice(at));
        if (right === NOWHERE) continue;
        found.add(index, left, 1, right);
        if (index === cast) this.castSpans.push(left, right);
      }
    }
  }

  /** One word typed as two: the word at this place and the next. */
  #joinedAt(place: number): WordSpans | undefined {
    const first = this.#text.words[place];
    const second = this.#text.words[place + 1];
    if (!first || !second || place >= MAX_MISSPELT_WORDS) return undefined;
    if (!this.#isForgiven(place) && !this.#isForgiven(place + 1)) return undefined;
    const joined = { term: first.term + second.term, isUnfinished: false };
    return wordSpans(this.#segment, joined, this.#text.scope);
  }
}
