import type { QueryWord, TypedText } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import type { TermIndex } from '../structures/term-index.ts';

/** `[from, to)`: the terms of a dictionary that a word stands for; `[from, whole)` of them is the word itself, if any. */
export type Span = { readonly from: number; readonly to: number; readonly whole: number };

/** Where a word stands in the three dictionaries of a segment. */
export type WordSpans = { readonly title: Span; readonly cast: Span; readonly fact: Span };

export const NOWHERE: Span = { from: 0, to: 0, whole: 0 };

export function termSpan(index: TermIndex, term: string): Span {
  const place = index.terms.find(term);
  return place < 0 ? NOWHERE : { from: place, to: place + 1, whole: place + 1 };
}

export function wordSpan(index: TermIndex, word: QueryWord): Span {
  return word.isUnfinished ? index.terms.prefixSpan(word.term) : termSpan(index, word.term);
}

/** @param scope where the word is looked for */
export function wordSpans({ title, cast, fact }: Segment, word: QueryWord, scope: TypedText['scope']): WordSpans {
  if (scope === 'title') return { title: wordSpan(title, word), cast: NOWHERE, fact: NOWHERE };
  return { title: wordSpan(title, word), cast: wordSpan(cast, word), fact: wordSpan(fact, word) };
}

/** The same when only the word itself counts, and no longer one. */
export function wholeSpan({ from, whole }: Span): Span {
  return { from, to: whole, whole };
}
