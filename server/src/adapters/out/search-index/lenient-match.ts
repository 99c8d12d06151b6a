import { allowedTypos, MAX_MISSPELT_WORDS, MIN_SPLIT_LETTERS } from '../../../domain/typo-rules.ts';
import type { QueryWord, TypedText } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { NOWHERE, termSpan, type Span, type WordSpans } from './spans.ts';
import { BitCounter } from './structures/bit-counter.ts';
import { countBits, intersect, subtract, unite, type Bits } from './structures/bits.ts';
import type { TermIndex } from './structures/term-index.ts';
import { MAX_KEY_WORDS } from './title-keys.ts';
import { isSameButForEdits } from './word-likeness.ts';

/** The films that have one word of the text: at how many edits, and in the title at all. */
type WordFilms = { readonly exact: Bits; readonly oneEdit: Bits; readonly twoEdits: Bits; readonly inTitle: Bits };

/**
 * The films of one segment that have the most words of a text when typos are forgiven, and words may have been split or
 * joined by mistake. For every film at once it counts the words that it has, the edits that this takes, and the words in
 * its title.
 */
export class LenientMatch {
  /** The most words that a film has; none of them is a match when it is 0. */
  readonly mostWords: number;
  readonly #segment: Segment;
  readonly #text: TypedText;
  readonly #spans: readonly WordSpans[];
  readonly #passing: Bits;
  readonly #forgiven: number;
  readonly #words: BitCounter;
  readonly #edits: BitCounter;
  readonly #titleWords: BitCounter;
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
    const sets = segment.filmSets;
    this.#words = new BitCounter(sets);
    this.#edits = new BitCounter(sets);
    this.#titleWords = new BitCounter(sets);
    this.#passing = passing;
    const found = { exact: sets.take(), oneEdit: sets.take(), twoEdits: sets.take(), inTitle: sets.take() };
    for (const place of text.words.keys()) {
      this.#findWord(place, found);
      this.#count(found);
    }
    this.mostWords = this.#words.highest(this.#passing);
  }

  /** The films that have so many words. */
  filmsWith(words: number): Bits {
    const films = this.#segment.filmSets.copyOf(this.#passing);
    if (words === 0) films.fill(0);
    else this.#words.keepCount(films, words);
    return films;
  }

  countWith(words: number): number {
    return countBits(this.filmsWith(words));
  }

  /**
   * Orders films that have equally many words: fewer edits; more words in the title; the title is what was typed, but for
   * those edits and spaces; the same article.
   */
  rankOf(film: number): number {
    const { titles } = this.#segment;
    const words = this.#text.words.length;
    const inTitle = this.#titleWords.countOf(film);
    const edits = this.#edits.countOf(film);
    const isTitle =
      inTitle === words &&
      // Spaces may be missing or too many, but hardly more than one; most titles need no closer look.
      Math.abs(titles.wordsOf(film) - Math.min(this.#text.terms.length, MAX_KEY_WORDS)) <= 1 &&
      isSameButForEdits(this.#text.key, titles.keyOf(film), edits);
    const hasArticle = titles.hasArticle(titles.ranks[film]!, this.#text.article);
    return ((edits * (words + 1) + words - inTitle) * 2 + (isTitle ? 0 : 1)) * 2 + (hasArticle ? 0 : 1);
  }

  #count({ exact, oneEdit, twoEdits, inTitle }: WordFilms): void {
    subtract(oneEdit, exact);
    unite(exact, oneEdit);
    subtract(twoEdits, exact);
    unite(exact, twoEdits);
    this.#words.add(exact);
    this.#edits.add(oneEdit);
    this.#edits.add(twoEdits, 1);
    this.#titleWords.add(inTitle);
  }

  #findWord(place: number, found: WordFilms): void {
    for (const films of Object.values(found)) films.fill(0);
    const word = this.#text.words[place]!;
    const { title, cast, fact } = this.#spans[place]!;
    this.#addSpan(this.#segment.title, title, found.exact, found);
    this.#addSpan(this.#segment.cast, cast, found.exact, found);
    this.#addSpan(this.#segment.fact, fact, found.exact, found);
    if (this.#isForgiven(place)) {
      this.#addNear(word, found);
      this.#addSplit(word, found);
    }
    this.#addJoined(place, found.oneEdit, found);
    this.#addJoined(place - 1, found.exact, found);
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

  #addSpan(index: TermIndex, span: Span, films: Bits, { inTitle }: WordFilms): void {
    if (span.from === span.to) return;
    index.members.addSpanTo(span, films);
    if (index === this.#segment.title) index.members.addSpanTo(span, inTitle);
    if (index === this.#segment.cast) this.castSpans.push(span);
  }

  #addNear({ term }: QueryWord, found: WordFilms): void {
    const maxEdits = allowedTypos(term);
    if (maxEdits === 0) return;
    this.#eachField((index) => {
      index.findNear(term, maxEdits, (near, edits) => {
        if (edits > 0)
          this.#addSpan(
            index,
            { from: near, to: near + 1, whole: near },
            edits === 1 ? found.oneEdit : found.twoEdits,
            found,
          );
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
        const mark = filmSets.mark();
        const films = filmSets.take();
        const others = filmSets.take();
        index.members.addSpanTo(left, films);
        index.members.addSpanTo(right, others);
        intersect(films, others);
        unite(found.oneEdit, films);
        if (index === title) unite(found.inTitle, films);
        else this.castSpans.push(left, right);
        filmSets.release(mark);
      }
    }
  }

  /** One word typed as two: the word at this place and the next. */
  #addJoined(place: number, films: Bits, found: WordFilms): void {
    const first = this.#text.words[place];
    const second = this.#text.words[place + 1];
    if (!first || !second || place >= MAX_MISSPELT_WORDS) return;
    if (!this.#isForgiven(place) && !this.#isForgiven(place + 1)) return;
    this.#eachField((index) => {
      this.#addSpan(index, termSpan(index, first.term + second.term), films, found);
    });
  }
}
