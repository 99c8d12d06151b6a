import { canonicalTerms, mayHaveEquivalents } from './canonical-terms.ts';
import { termsOf } from './fold-text.ts';
import { joinInitials } from './keys.ts';
import { stemOf } from './stems.ts';
import { isInitial } from './tokens.ts';

/** A word with a capital letter ("Disney", "X-Men", "O’Hara"), or an ordinal before one ("20th Century Fox"). */
const CAPITALISED = /(?:[\p{Lu}\p{Lt}]|\d+(?:st|nd|rd|th)(?= \p{Lu}))[\p{L}\p{M}\p{N}]*(?:[-.’'][\p{L}\p{M}\p{N}]+)*/gu;
/**
 * What may be between two words of a name: "J. K. Rowling", "Fast & Furious", "Lord of the Rings", "Max von Sydow". The
 * text of the capturing group ("von") is a word of the name too.
 */
const BETWEEN = /^\.?(?: |-| (?:and|&|of|the|of the|and the|(al|bin|da|de|del|della|der|di|du|el|la|le|van|von)) )$/;
/** The longest text that {@link BETWEEN} matches: ". and the ". */
const BETWEEN_LETTERS = 10;
/**
 * The end of a sentence. A full stop after a capital letter and at most two small letters belongs to an abbreviation:
 * "Mrs. Doubtfire".
 */
const SENTENCE_END = /(?:^|(?<!(?:^|\P{L})\p{Lu}\p{Ll}{0,2})[.!?]["”’)]?)\s*["“‘(]?$/u;
/** How many characters before a word are examined for the end of a sentence. */
const SENTENCE_END_LETTERS = 10;

/** A month alone is a date: "released in November". */
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Stop words that names may contain: "Lord of the Rings". */
const IN_NAMES = ['and', 'of', 'the'];
const isOmitted = (word: string) => IN_NAMES.includes(word);

/** A folded word of a name, and its stem; see {@link nameStem}. */
type NameTerm = { readonly term: string; readonly stem: string | undefined };

/**
 * The names that a text mentions, each as the stems of its words. A name is a run of capitalised words. The first word
 * of a sentence does not count, because its capital letter says nothing. "In Tokyo, James Bond meets Tiger Tanaka" has
 * `tokyo`, `jame bond` and `tiger tanaka`. Neighbouring initials are one word: "J. K. Rowling" has `jk rowl`. Numbers
 * are digits: "World War II" has `world war 2`.
 *
 * @param termsOf a function that returns what {@link nameTerms} returns, for callers that remember the results
 */
export function mentionedNames(
  text: string,
  termsOf: (word: string) => readonly NameTerm[] = nameTerms,
): readonly string[][] {
  const names: NameTerm[][] = [];
  let end = 0;
  let name: NameTerm[] | undefined;
  for (const { 0: word, index } of text.matchAll(CAPITALISED)) {
    const between = index - end <= BETWEEN_LETTERS ? BETWEEN.exec(text.slice(end, index)) : null;
    if (!between) name = undefined;
    end = index + word.length;
    if (startsSentence(text, index)) {
      name = undefined;
      continue;
    }
    if (!name) names.push((name = []));
    else if (between?.[1] !== undefined) name.push(...termsOf(between[1]));
    name.push(...termsOf(word));
  }
  return names.flatMap((terms) => {
    const stems = isMonth(terms) ? [] : stemsOfTerms(terms);
    return stems.length > 0 ? [stems] : [];
  });
}

function isMonth([first, second]: readonly NameTerm[]): boolean {
  return first !== undefined && second === undefined && MONTHS.includes(first.term);
}

function stemsOfTerms(terms: readonly NameTerm[]): string[] {
  // Most names have no initial.
  const stems = terms.some(({ term }) => isInitial(term))
    ? joinInitials(terms.map(({ term }) => term)).map(nameStem)
    : terms.map(({ stem }) => stem);
  return stems.filter((stem) => stem !== undefined);
}

function startsSentence(text: string, index: number): boolean {
  // Most words return here.
  if (text[index - 1] === ' ' && isSmallLetterOrComma(text.charCodeAt(index - 2))) return false;
  return SENTENCE_END.test(text.slice(Math.max(0, index - SENTENCE_END_LETTERS), index));
}

/** Whether a character is `a` to `z` or a comma. False for NaN, which `charCodeAt` returns before the start of the text. */
function isSmallLetterOrComma(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || code === 0x2c;
}

/** The stem of a word of a name; `undefined` for a stop word. "II", "two" and "2" have the same stem. */
export function nameStem(term: string): string | undefined {
  // The X of "X-Men" is not ten. canonicalTerms checks for equivalents too, but this check needs no list. It saves a
  // seventh of the time that the names of all synopses take.
  return stemOf(term.length > 1 && mayHaveEquivalents(term) ? canonicalTerms([term]).join(' ') : term);
}

/** The terms of a capitalised word, without the "'s" of a possessive. */
export function nameTerms(word: string): NameTerm[] {
  return termsOf(word.replace(/['’ʼ]s$/u, '')).map((term) => ({ term, stem: nameStem(term) }));
}

/**
 * The stems of a text that may be a name. Empty if it has a word that names do not have ("she the man" is not the name
 * "man"), or if it is a month alone.
 *
 * @param words folded
 * @param stemOfPart the stem of a word; see {@link nameStem}. If it is `undefined`, because the word is a stop word or
 * because no name has it, the result is empty, and no later word is stemmed
 */
export function stemsOfName(
  words: readonly string[],
  stemOfPart: (word: string) => string | undefined = nameStem,
): string[] {
  if (words.length === 1 && MONTHS.includes(words[0] ?? '')) return [];
  const stems: string[] = [];
  const inName = words.some(isOmitted) ? words.filter((word) => !isOmitted(word)) : words;
  for (const word of joinInitials(inName)) {
    const stem = stemOfPart(word);
    if (stem === undefined) return [];
    stems.push(stem);
  }
  return stems;
}
