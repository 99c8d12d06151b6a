import { termsOf } from './fold-text.ts';
import { joinInitials } from './keys.ts';
import { stemOf } from './stems.ts';

/** A word with a capital letter: "Disney", "X-Men", "O’Hara". */
const CAPITALISED = /[\p{Lu}\p{Lt}][\p{L}\p{M}\p{N}]*(?:[-.’'][\p{L}\p{M}\p{N}]+)*/gu;
/** What may stand between two words of a name: "J. K. Rowling", "Fast & Furious", "Lord of the Rings". */
const BETWEEN = /^\.?(?: |-| (?:and|&|of|the|of the|and the) )$/;
/** The end of a sentence. A full stop after one to three letters with a capital is that of an abbreviation: "Mrs. Doubtfire". */
const SENTENCE_END = /(?:^|(?<!(?:^|\P{L})\p{Lu}\p{Ll}{0,2})[.!?]["”’)]?)\s*["“‘(]?$/u;
/** How much of the text before a word is examined for the end of a sentence. */
const SENTENCE_END_LETTERS = 10;

/** A month alone is a date: "released in November". */
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Words without a stem that names have: "Lord of the Rings". */
const IN_NAMES = ['and', 'of', 'the'];

/** The functions that {@link mentionedNames} uses, for callers that remember their results. */
type WordFunctions = {
  /** The folded terms of a word; see {@link termsOfWord}. */
  readonly termsOf: (word: string) => readonly string[];
  /** See {@link stemOf}. */
  readonly stem: (term: string) => string | undefined;
};

/**
 * The names that a text mentions, each as the stems of its words: runs of capitalised words, without the first word of a
 * sentence, whose capital letter says nothing. "In Tokyo, James Bond meets Tiger Tanaka" has `tokyo`, `jame bond` and
 * `tiger tanaka`. Neighbouring initials are one word: "J. K. Rowling" has `jk rowl`.
 */
export function mentionedNames(
  text: string,
  { termsOf, stem }: WordFunctions = { termsOf: termsOfWord, stem: stemOf },
): string[][] {
  const names: string[][] = [];
  let end = 0;
  let name: string[] | undefined;
  for (const { 0: word, index } of text.matchAll(CAPITALISED)) {
    if (!BETWEEN.test(text.slice(end, index))) name = undefined;
    end = index + word.length;
    if (SENTENCE_END.test(text.slice(Math.max(0, index - SENTENCE_END_LETTERS), index))) {
      name = undefined;
      continue;
    }
    if (!name) names.push((name = []));
    name.push(...termsOf(word));
  }
  return names
    .filter((terms) => terms.length > 1 || !MONTHS.includes(terms[0] ?? ''))
    .map((terms) => joinInitials(terms).flatMap((term) => stem(term) ?? []))
    .filter(({ length }) => length > 0);
}

/** The folded terms of a word, without the "'s" of a possessive. */
export function termsOfWord(word: string): string[] {
  return termsOf(word.replace(/['’ʼ]s$/u, ''));
}

/**
 * The stems of a text that may be a name. Empty if it has a word that names do not have: "she the man" is not the name "man".
 *
 * @param words folded
 */
export function stemsOfName(words: readonly string[]): string[] {
  const stems = joinInitials(words.filter((word) => !IN_NAMES.includes(word))).map(stemOf);
  return stems.every((stem) => stem !== undefined) ? stems : [];
}
