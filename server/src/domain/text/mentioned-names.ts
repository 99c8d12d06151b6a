import { canonicalTerms, mayHaveEquivalents } from './canonical-terms.ts';
import { termsOf } from './fold-text.ts';
import { joinInitials } from './keys.ts';
import { stemOf } from './stems.ts';
import { isInitial } from './tokens.ts';

/** A word with a capital letter ("Disney", "X-Men", "O’Hara"), or an ordinal before one ("20th Century Fox"). */
const CAPITALISED =
  /(?:[\p{Lu}\p{Lt}]|(?<!\d)\d+(?:st|nd|rd|th)(?= \p{Lu}))[\p{L}\p{M}\p{N}]*(?:[-.’'][\p{L}\p{M}\p{N}]+)*/gu;
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
const MONTHS = new Set(
  'january february march april may june july august september october november december'.split(' '),
);

/** Stop words that names may contain: "Lord of the Rings". */
const IN_NAMES = ['and', 'of', 'the'];
const isOmitted = (word: string) => IN_NAMES.includes(word);

const SPACE = 0x20;
const COMMA = 0x2c;
const FULL_STOP = 0x2e;

/** The stem of a folded word, or what the caller keeps for it; `undefined` for a stop word. See {@link nameStem}. */
type StemOf<Stem> = (term: string) => Stem | undefined;

/** A folded word of a name, and its stem. */
type NameTerm<Stem> = { readonly term: string; readonly stem: Stem | undefined };

/**
 * The names that a text mentions, each as the stems of its words. A name is a run of capitalised words. The first word
 * of a sentence does not count, because its capital letter says nothing. "In Tokyo, James Bond meets Tiger Tanaka" has
 * `tokyo`, `jame bond` and `tiger tanaka`. Neighbouring initials are one word: "J. K. Rowling" has `jk rowl`. Numbers
 * are digits: "World War II" has `world war 2`.
 */
export function mentionedNames(text: string): readonly string[][] {
  const words = capitalisedWords(text, (word) => nameTerms(word, nameStem));
  return namesOfWords(text, words, nameStem);
}

/**
 * Like {@link mentionedNames}, but each stem is what the caller keeps for it.
 *
 * @param words the {@link capitalisedWords} of the text
 */
export function namesOfWords<Stem>(
  text: string,
  words: readonly CapitalisedWord<Stem>[],
  stemFor: StemOf<Stem>,
): readonly Stem[][] {
  const names: NameTerm<Stem>[][] = [];
  let nameEnd = 0;
  let name: NameTerm<Stem>[] | undefined;
  for (const { start, end, terms } of words) {
    // Most names have only spaces between their words.
    const isSpace = start === nameEnd + 1 && text.charCodeAt(nameEnd) === SPACE;
    const mayContinue = name !== undefined && !isSpace && start - nameEnd <= BETWEEN_LETTERS;
    const between = mayContinue ? BETWEEN.exec(text.slice(nameEnd, start)) : null;
    if (!isSpace && !between) name = undefined;
    nameEnd = end;
    if (startsSentence(text, start)) {
      name = undefined;
      continue;
    }
    if (!name) names.push((name = []));
    else if (between?.[1] !== undefined) name.push(...nameTerms(between[1], stemFor));
    for (const term of terms) name.push(term);
  }
  return names.map((terms) => (isMonth(terms) ? [] : stemsOfTerms(terms, stemFor))).filter(({ length }) => length > 0);
}

/** A word that matches {@link CAPITALISED}: `[start, end)` in UTF-16 code units. */
export type CapitalisedWord<Stem> = {
  readonly start: number;
  readonly end: number;
  readonly terms: readonly NameTerm<Stem>[];
};

/** @param termsOf returns the {@link nameTerms} of a word */
export function capitalisedWords<Stem>(
  text: string,
  termsOf: (word: string) => readonly NameTerm<Stem>[],
): CapitalisedWord<Stem>[] {
  // matchAll() copies the expression for each text, and most texts are single words.
  CAPITALISED.lastIndex = 0;
  const first = CAPITALISED.exec(text);
  if (!first) return [];
  const wordOf = ({ 0: word, index }: RegExpExecArray) => ({
    start: index,
    end: index + word.length,
    terms: termsOf(word),
  });
  // An empty array that grows has room for 17 words. A build keeps an array for each of a million different words.
  const words = [wordOf(first)];
  for (let next = CAPITALISED.exec(text); next; next = CAPITALISED.exec(text)) words.push(wordOf(next));
  return words;
}

function isMonth([first, second]: readonly NameTerm<unknown>[]): boolean {
  return first !== undefined && second === undefined && MONTHS.has(first.term);
}

function stemsOfTerms<Stem>(terms: readonly NameTerm<Stem>[], stemFor: StemOf<Stem>): Stem[] {
  // Most names have no initial.
  if (terms.some(({ term }) => isInitial(term))) {
    return joinInitials(terms.map(({ term }) => term)).flatMap((word) => stemFor(word) ?? []);
  }
  const stems: Stem[] = [];
  for (const { stem } of terms) if (stem !== undefined) stems.push(stem);
  return stems;
}

function startsSentence(text: string, index: number): boolean {
  if (text.charCodeAt(index - 1) === SPACE) {
    const before = text.charCodeAt(index - 2);
    // Most words return here.
    if (isSmallLetter(before) || before === COMMA) return false;
    // Most words that start a sentence return here. Words of three small letters are no abbreviations.
    if (before === FULL_STOP && [3, 4, 5].every((letters) => isSmallLetter(text.charCodeAt(index - letters))))
      return true;
  }
  return SENTENCE_END.test(text.slice(Math.max(0, index - SENTENCE_END_LETTERS), index));
}

/** Whether a character is `a` to `z`. False for NaN, which `charCodeAt` returns before the start of the text. */
function isSmallLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** The stem of a word of a name; `undefined` for a stop word. "II", "two" and "2" have the same stem. */
export function nameStem(term: string): string | undefined {
  // The X of "X-Men" is not ten. canonicalTerms checks for equivalents too, but this check needs no list. It saves a
  // seventh of the time that the names of all synopses take.
  return stemOf(term.length > 1 && mayHaveEquivalents(term) ? canonicalTerms([term]).join(' ') : term);
}

/** The terms of a capitalised word, without the "'s" of a possessive. */
export function nameTerms<Stem>(word: string, stemFor: StemOf<Stem>): readonly NameTerm<Stem>[] {
  return termsOf(word.replace(/['’ʼ]s$/u, '')).map((term) => ({ term, stem: stemFor(term) }));
}

/**
 * The stems of a text that may be a name. Empty if it has a word that names do not have ("she the man" is not the name
 * "man"), or if it is a month alone.
 *
 * @param words folded
 * @param stemOfPart the stem of a word; see {@link nameStem}. If it is `undefined`, because the word is a stop word or
 * because no name has it, the result is empty, and no later word is stemmed
 * @param mostWords if the text has more words than this, the result is empty and no word is stemmed. Default: no limit
 */
export function stemsOfName(
  words: readonly string[],
  stemOfPart: (word: string) => string | undefined = nameStem,
  mostWords = Infinity,
): string[] {
  if (words.length === 1 && MONTHS.has(words[0] ?? '')) return [];
  const stems: string[] = [];
  const inName = words.some(isOmitted) ? words.filter((word) => !isOmitted(word)) : words;
  const joined = joinInitials(inName);
  if (joined.length > mostWords) return [];
  for (const word of joined) {
    const stem = stemOfPart(word);
    if (stem === undefined) return [];
    stems.push(stem);
  }
  return stems;
}
