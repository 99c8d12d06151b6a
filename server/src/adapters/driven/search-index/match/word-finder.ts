import {
  allowedTypos,
  MAX_MISSPELT_WORDS,
  MIN_BEGUN_LETTERS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../../../domain/text/typo-rules.ts';
import { DICTIONARIES, dictionariesOf } from '../columns/fields.ts';
import type { TypedText } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { wordSpan, wordSpans, type Span, type WordSpans } from './spans.ts';
import type { TermIndex } from '../structures/term-index.ts';
import { WordFilms } from './word-films.ts';

/** Where typos are tolerated. */
export type Leniency = {
  /** The words in which typos are tolerated: bit i for word i; see {@link unknownWords}. */
  readonly forgiven: number;
  /** Where the unfinished last word tolerates a typo too: "cassabl". `title` includes alternative titles. */
  readonly begun: 'anywhere' | 'title' | 'nowhere';
};

/** Finds the films that have each word of a text, if typos and wrongly split or joined words are tolerated. */
export class WordFinder {
  /** For each word, the films that have it. */
  readonly found: readonly WordFilms[];
  /** The terms of the `name` dictionary that match a word. */
  readonly nameSpans: Span[] = [];
  readonly #segment: Segment;
  readonly #text: TypedText;
  readonly #spans: readonly WordSpans[];
  readonly #leniency: Leniency;
  /** For each word, the terms that match it when it is joined with the next word. */
  readonly #joined: readonly (WordSpans | undefined)[];

  /** @param spans for each word, the terms that match it as typed */
  constructor(segment: Segment, text: TypedText, spans: readonly WordSpans[], leniency: Leniency) {
    this.#segment = segment;
    this.#text = text;
    this.#spans = spans;
    this.#leniency = leniency;
    this.#joined = text.words.map((_, place) => this.#joinedAt(place));
    this.found = text.words.map((_, place) => this.#findWord(place));
  }

  #findWord(place: number): WordFilms {
    const found = new WordFilms(this.#segment);
    this.#addSpans(this.#spans[place], 0, found);
    if (this.#isForgiven(place)) {
      const { term, isUnfinished } = this.#text.words[place]!;
      this.#addNear(term, found);
      if (isUnfinished) this.#addNearPrefixes(term, found);
      this.#addSplit(term, isUnfinished, found);
    }
    this.#addSpans(this.#joined[place], 1, found);
    this.#addSpans(this.#joined[place - 1], 0, found);
    return found;
  }

  #isForgiven(place: number): boolean {
    return place < MAX_MISSPELT_WORDS && ((this.#leniency.forgiven >>> place) & 1) === 1;
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
   * Adds the words whose beginning is the unfinished word with a typo: "casablanca" for "cassabl". Such a typo counts
   * as two edits, so that whole words with one edit come first.
   */
  #addNearPrefixes(term: string, found: WordFilms): void {
    const { begun } = this.#leniency;
    if (begun === 'nowhere' || term.length < MIN_UNFINISHED_LETTERS || allowedTypos(term) === 0) return;
    for (const dictionary of dictionariesOf(begun === 'title' ? 'title' : this.#text.scope)) {
      const index = this.#segment.words[dictionary];
      index.terms.nearPrefixes(term, (from, to) => {
        this.#addSpan(index, { from, to, whole: from }, 2, found);
      });
    }
  }

  /**
   * Adds two words that were typed as one. Both must be in the title, both in alternative titles, or both in names. In
   * a title, the second word may be unfinished: "pulpfic".
   */
  #addSplit(term: string, isUnfinished: boolean, found: WordFilms): void {
    if (allowedTypos(term) === 0) return;
    for (const dictionary of dictionariesOf(this.#text.scope)) {
      if (dictionary === 'fact') continue;
      const index = this.#segment.words[dictionary];
      index.terms.forEachBeginning(term, MIN_SPLIT_LETTERS, term.length - MIN_SPLIT_LETTERS, (at, place) => {
        const left = { from: place, to: place + 1, whole: place + 1 };
        const mayBeBegun = isUnfinished && dictionary === 'title' && term.length - at >= MIN_BEGUN_LETTERS;
        const right = wordSpan(index, { term: term.slice(at), isUnfinished: mayBeBegun });
        if (right.from === right.to) return;
        found.add(index, left, 1, right);
        if (dictionary === 'name') this.nameSpans.push(left, right);
      });
    }
  }

  /**
   * The terms that match the word at this place joined with the next word. This finds one word that was typed as two.
   */
  #joinedAt(place: number): WordSpans | undefined {
    const first = this.#text.words[place];
    const second = this.#text.words[place + 1];
    if (!first || !second || place >= MAX_MISSPELT_WORDS) return undefined;
    if (!this.#isForgiven(place) && !this.#isForgiven(place + 1)) return undefined;
    const joined = { term: first.term + second.term, isUnfinished: second.isUnfinished };
    return wordSpans(this.#segment, joined, this.#text.scope);
  }
}
