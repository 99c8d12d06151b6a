import { allowedTypos, MAX_MISSPELT_WORDS, MIN_SPLIT_LETTERS } from '../../../domain/typo-rules.ts';
import type { QueryWord, TypedText } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { NOWHERE, termSpan, type Span, type WordSpans } from './spans.ts';
import { BitCounter } from './structures/bit-counter.ts';
import { hasBit, intersect, unite, type Bits } from './structures/bits.ts';
import { SparseBits } from './structures/sparse-bits.ts';
import type { TermIndex } from './structures/term-index.ts';
import { MAX_KEY_WORDS } from './title-keys.ts';
import { isSameButForEdits } from './word-likeness.ts';

/** The films that have one word of the text: by how many edits, 0 to 2, where there are any; and those that have it in the title. */
type WordFilms = { readonly byEdits: (Bits | undefined)[]; inTitle: Bits | undefined };

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
      edits += editsOf(film, found);
      if (found.inTitle && hasBit(found.inTitle, film)) inTitle += 1;
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
    const films = SparseBits.of(this.#withWord(first), filmSets);
    films.keep(this.#passing);
    for (const found of this.#found) {
      if (films.isEmpty()) break;
      if (found !== first) films.keep(this.#withWord(found));
    }
    return films;
  }

  /** A new set. */
  #withWord({ byEdits }: WordFilms): Bits {
    const films = this.#segment.filmSets.take();
    for (const withEdits of byEdits) if (withEdits) unite(films, withEdits);
    return films;
  }

  #counted(): BitCounter {
    if (this.#words) return this.#words;
    this.#words = new BitCounter(this.#segment.filmSets);
    for (const found of this.#found) this.#words.add(this.#withWord(found));
    return this.#words;
  }

  #findWord(place: number): WordFilms {
    const found: WordFilms = { byEdits: [undefined, undefined, undefined], inTitle: undefined };
    const word = this.#text.words[place]!;
    const { title, cast, fact } = this.#spans[place]!;
    this.#addSpan(this.#segment.title, title, 0, found);
    this.#addSpan(this.#segment.cast, cast, 0, found);
    this.#addSpan(this.#segment.fact, fact, 0, found);
    if (this.#isForgiven(place)) {
      this.#addNear(word, found);
      this.#addSplit(word, found);
    }
    this.#addJoined(place, 1, found);
    this.#addJoined(place - 1, 0, found);
    return found;
  }

  #isForgiven(place: number): boolean {
    return place < MAX_MISSPELT_WORDS && ((this.#forgiven >>> place) & 1) === 1;
  }

  #eachField(visit: (index: TermIndex) => void): void {
    const { title, cast, fact } = this.#segment;
    visit(title);
    if (this.#text.scope === 'title') return;
    visit(cast);
    visit(fact);
  }

  #addSpan(index: TermIndex, span: Span, edits: number, found: WordFilms): void {
    if (span.from === span.to) return;
    const { filmSets } = this.#segment;
    index.members.addSpanTo(span, (found.byEdits[edits] ??= filmSets.take()));
    if (index === this.#segment.title) index.members.addSpanTo(span, (found.inTitle ??= filmSets.take()));
    if (index === this.#segment.cast) this.castSpans.push(span);
  }

  #addNear({ term }: QueryWord, found: WordFilms): void {
    const maxEdits = allowedTypos(term);
    if (maxEdits === 0) return;
    this.#eachField((index) => {
      index.findNear(term, maxEdits, (near, edits) => {
        if (edits > 0) this.#addSpan(index, { from: near, to: near + 1, whole: near }, edits, found);
      });
    });
  }

  /** Two words typed as one: both in the title, or both in the cast. */
  #addSplit({ term }: QueryWord, found: WordFilms): void {
    if (allowedTypos(term) === 0) return;
    const { title, cast, filmSets } = this.#segment;
    for (const index of this.#text.scope === 'all' ? [title, cast] : [title]) {
      for (let at = MIN_SPLIT_LETTERS; at <= term.length - MIN_SPLIT_LETTERS; at += 1) {
        const left = termSpan(index, term.slice(0, at));
        const right = left === NOWHERE ? NOWHERE : termSpan(index, term.slice(at));
        if (right === NOWHERE) continue;
        const oneEdit = (found.byEdits[1] ??= filmSets.take());
        const inTitle = (found.inTitle ??= filmSets.take());
        const mark = filmSets.mark();
        const films = filmSets.take();
        const others = filmSets.take();
        index.members.addSpanTo(left, films);
        index.members.addSpanTo(right, others);
        intersect(films, others);
        unite(oneEdit, films);
        if (index === title) unite(inTitle, films);
        else this.castSpans.push(left, right);
        filmSets.release(mark);
      }
    }
  }

  /** One word typed as two: the word at this place and the next. */
  #addJoined(place: number, edits: number, found: WordFilms): void {
    const first = this.#text.words[place];
    const second = this.#text.words[place + 1];
    if (!first || !second || place >= MAX_MISSPELT_WORDS) return;
    if (!this.#isForgiven(place) && !this.#isForgiven(place + 1)) return;
    this.#eachField((index) => {
      this.#addSpan(index, termSpan(index, first.term + second.term), edits, found);
    });
  }
}

/** The fewest with which the film has the word; 0 also when it has not. */
function editsOf(film: number, { byEdits }: WordFilms): number {
  for (let edits = 0; edits < byEdits.length; edits += 1) {
    const films = byEdits[edits];
    if (films && hasBit(films, film)) return edits;
  }
  return 0;
}
