import type { QueryWord, TypedText } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { DICTIONARIES, recordOf, type Dictionary } from '../columns/fields.ts';
import { intersect, unite, type Bits } from '../structures/bits.ts';
import type { BitArena } from '../structures/bit-arena.ts';
import type { Postings } from '../structures/postings.ts';
import type { TermIndex } from '../structures/term-index.ts';

/**
 * The terms `[from, to)` of a dictionary that match a word. `[from, whole)` is the word itself if the dictionary has
 * it, and is otherwise empty.
 */
export type Span = { readonly from: number; readonly to: number; readonly whole: number };

/** The terms of each dictionary of a segment that match a word. */
export type WordSpans = Readonly<Record<Dictionary, Span>>;

export const NOWHERE: Span = { from: 0, to: 0, whole: 0 };

export function termSpan(index: TermIndex, term: string): Span {
  const place = index.terms.find(term);
  return place < 0 ? NOWHERE : { from: place, to: place + 1, whole: place + 1 };
}

export function wordSpan(index: TermIndex, word: QueryWord): Span {
  // Most catalogues have no alternative titles.
  if (index.terms.size === 0) return NOWHERE;
  return word.isUnfinished ? index.terms.prefixSpan(word.term) : termSpan(index, word.term);
}

/**
 * Whether an unfinished word may be the beginning of a genre, a year or a decade. One character or a number of two
 * digits may not. Otherwise "star wars 7" would find Star Wars, because 1977 is in the 70s, and "10" would find all
 * films of the 2010s.
 */
export function mayBeginFact(term: string): boolean {
  return term.length > 2 || !/^(?:.|\d\d)$/u.test(term);
}

/** @param scope the fields in which the word is looked up */
export function wordSpans({ words }: Segment, word: QueryWord, scope: TypedText['scope']): WordSpans {
  return {
    title: wordSpan(words.title, word),
    alternative: wordSpan(words.alternative, word),
    name: scope === 'title' ? NOWHERE : wordSpan(words.name, word),
    fact: scope === 'title' ? NOWHERE : factSpan(words.fact, word),
  };
}

function factSpan(facts: TermIndex, word: QueryWord): Span {
  return mayBeginFact(word.term) ? wordSpan(facts, word) : termSpan(facts, word.term);
}

/** Adds the films that have the word in any of the given dictionaries. */
export function addFilmsWith(
  { words }: Segment,
  spans: WordSpans,
  into: Bits,
  dictionaries: readonly Dictionary[] = DICTIONARIES,
): void {
  for (const dictionary of dictionaries) words[dictionary].members.addSpanTo(spans[dictionary], into);
}

/** Only those terms of a span that are the word itself, without longer terms. */
export function wholeSpan({ from, whole }: Span): Span {
  return { from, to: whole, whole };
}

/** See {@link wholeSpan}. */
export function wholeSpans(spans: WordSpans): WordSpans {
  return recordOf(DICTIONARIES, (dictionary) => wholeSpan(spans[dictionary]));
}

/**
 * Adds the members of the span's lists. With a second span, adds only those that are also in a list of the second span.
 */
export function addMembers(lists: Postings, span: Span, second: Span | undefined, sets: BitArena, into: Bits): void {
  if (!second) {
    lists.addSpanTo(span, into);
    return;
  }
  const mark = sets.mark();
  const members = sets.take();
  const others = sets.take();
  lists.addSpanTo(span, members);
  lists.addSpanTo(second, others);
  intersect(members, others);
  unite(into, members);
  sets.release(mark);
}

export function isSomewhere({ from, to }: Span): boolean {
  return from < to;
}
