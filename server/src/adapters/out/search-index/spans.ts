import type { QueryWord } from './query-plan.ts';
import type { Segment } from './segment.ts';
import type { Bits } from './structures/bits.ts';
import type { TermIndex } from './structures/term-index.ts';

/** `[from, to)`: neighbouring terms of a dictionary. */
export type Span = readonly [from: number, to: number];

export function termSpan(index: TermIndex, term: string): Span {
  const place = index.terms.find(term);
  return [Math.max(place, 0), place + 1];
}

/** The terms that a word stands for when it is taken at its letters. */
export function wordSpan(index: TermIndex, word: QueryWord): Span {
  return word.isUnfinished ? index.terms.prefixRange(word.term) : termSpan(index, word.term);
}

/** Adds the films that have the word in their title. */
export function addTitleFilms(segment: Segment, word: QueryWord, films: Bits): void {
  segment.title.members.addSpanTo(wordSpan(segment.title, word), films);
}

/** Adds the films that have the word in their cast, genres or year. */
export function addOtherFilms(segment: Segment, word: QueryWord, films: Bits): void {
  segment.cast.members.addSpanTo(wordSpan(segment.cast, word), films);
  segment.fact.members.addSpanTo(wordSpan(segment.fact, word), films);
}

/** Adds the people with a name of which the word is one. */
export function addPeople(segment: Segment, word: QueryWord, people: Bits): void {
  segment.peopleByTerm.addSpanTo(wordSpan(segment.cast, word), people);
}
