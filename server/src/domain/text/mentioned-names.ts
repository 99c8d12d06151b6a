import { stemOf, stemsOf } from './stems.ts';

/** A word with a capital letter: "Disney", "X-Men", "O’Hara". */
const CAPITALISED = /[\p{Lu}\p{Lt}][\p{L}\p{M}\p{N}]*(?:[-.’'][\p{L}\p{M}\p{N}]+)*/gu;
/** What may stand between two words of a name: "J. K. Rowling", "Fast & Furious", "Lord of the Rings". */
const BETWEEN = /^\.?(?: |-| (?:and|&|of|the|of the|and the) )$/;
/** The end of a sentence. A full stop after one to three letters with a capital is that of an abbreviation: "Mrs. Doubtfire". */
const SENTENCE_END = /(?:^|(?<!(?:^|\P{L})\p{Lu}\p{Ll}{0,2})[.!?]["”’)]?)\s*["“‘(]?$/u;
/** How much of the text before a word is examined for the end of a sentence. */
const SENTENCE_END_LETTERS = 10;

/**
 * The names that a text mentions, each as the stems of its words: runs of capitalised words, without the first word of a
 * sentence, whose capital letter says nothing. "In Tokyo, James Bond meets Tiger Tanaka" has `tokyo`, `jame bond` and
 * `tiger tanaka`.
 *
 * @param stems a function with the results of {@link stemsOf}, for callers that remember them
 */
export function mentionedNames(
  text: string,
  stems: (word: string) => readonly string[] = (word) => stemsOf(word),
): string[][] {
  const names: string[][] = [];
  let end = 0;
  let name: string[] | undefined;
  for (const { 0: word, index } of text.matchAll(CAPITALISED)) {
    if (!BETWEEN.test(text.slice(end, index))) name = undefined;
    end = index + word.length;
    if (SENTENCE_END.test(text.slice(Math.max(0, index - SENTENCE_END_LETTERS), index))) continue;
    if (!name) names.push((name = []));
    name.push(...stems(word));
  }
  return names.filter(({ length }) => length > 0);
}

/** Words without a stem that names have: "Lord of the Rings". */
const IN_NAMES = ['and', 'of', 'the'];

/**
 * The stems of a text that may be a name. Empty if it has a word that names do not have: "she the man" is not the name "man".
 *
 * @param words folded
 */
export function stemsOfName(words: readonly string[]): string[] {
  const stems = words.filter((word) => !IN_NAMES.includes(word)).map(stemOf);
  return stems.every((stem) => stem !== undefined) ? stems : [];
}
