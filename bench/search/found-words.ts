import { splitArticle, termsOf } from '../../server/src/domain/text/fold-text.ts';
import { yearTerms } from '../../server/src/domain/text/readings.ts';
import { nameTokens, titleTokens } from '../../server/src/domain/text/searchable-words.ts';

/**
 * The words that find a film, as docs/search.md defines them. All engines get these words in their queries, and these
 * words decide whether an answer is correct.
 */

/**
 * The words of a title, including other spellings of its numbers and abbreviations, possessives without their s, and
 * joined words.
 */
export function titleWords(title: string): string[] {
  return distinct(titleTokens(title).map(({ term }) => term));
}

/** The words of a name, including the words that result from joining two words. */
export function nameWords(name: string): string[] {
  return distinct(nameTokens(name).map(({ term }) => term));
}

/** The words of a year: 1984 also has the decades 1980s and 80s. */
export function yearWords(year: number): readonly string[] {
  return yearTerms(year);
}

/** The words of `q` that a film must have, without a leading article. The last one may be a prefix. */
export function typedWords(q: string): readonly string[] {
  return splitArticle(termsOf(q)).rest;
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
