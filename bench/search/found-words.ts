import { splitArticle, termsOf } from '../../server/src/domain/fold-text.ts';
import { nameTokens, titleTokens } from '../../server/src/domain/searchable-words.ts';

/** What every engine is asked for and judged by: the words that Marquee's docs say a film is found by. */

/** The words of a title, other numerals and joined words included. */
export function titleWords(title: string): string[] {
  return distinct(titleTokens(title).map(({ term }) => term));
}

/** The words of a name, joined ones included. */
export function nameWords(name: string): string[] {
  return distinct(nameTokens(name).map(({ term }) => term));
}

/** The words of `q` that a film must have, a leading article left out; the last may be the beginning of one. */
export function typedWords(q: string): readonly string[] {
  return splitArticle(termsOf(q)).rest;
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
