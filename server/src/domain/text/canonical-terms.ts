import { FRACTION_WORDS, fractionAt, WORDS_OF_FRACTION } from './fractions.ts';
import { NUMBER_WORDS, numberAt, WORDS_OF_NUMBER } from './number-words.ts';

/** Roman numerals from 2 to 30. One is not here, because "i" is nearly always the pronoun. */
const ROMAN: ReadonlyMap<string, string> = new Map(
  (
    'ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx ' +
    'xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx'
  )
    .split(' ')
    .map((roman, i) => [roman, String(i + 2)]),
);

const ARABIC: ReadonlyMap<string, string> = new Map([...ROMAN].map(([roman, arabic]) => [arabic, roman]));

/** Abbreviations with the words that they stand for. "v" stands for "versus" too; see `meaningsOfV`. */
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  bros: ['brothers'],
  capt: ['captain'],
  ch: ['chapter'],
  col: ['colonel'],
  dr: ['doctor'],
  ep: ['episode'],
  ft: ['fort'],
  gen: ['general'],
  jr: ['junior'],
  lt: ['lieutenant'],
  mr: ['mister'],
  mrs: ['missus'],
  mt: ['mount'],
  prof: ['professor'],
  pt: ['part'],
  rev: ['reverend'],
  sgt: ['sergeant'],
  sr: ['senior'],
  st: ['saint', 'street'],
  vol: ['volume'],
};

const ABBREVIATION_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(ABBREVIATIONS).flatMap(([short, words]) => words.map((word): [string, string] => [word, short])),
);

/** After one of these, "i" is a number, as in "Part I". */
const NUMBERED = new Set(['part', 'pt', 'chapter', 'ch', 'volume', 'vol', 'book', 'episode', 'ep']);

/** Other ways to type a word, whatever its neighbours are. */
const ALTERNATIVES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...WORDS_OF_NUMBER,
  ...FRACTION_WORDS,
  ...[...ROMAN].map(([roman, arabic]): [string, string[]] => [arabic, [...(WORDS_OF_NUMBER.get(arabic) ?? []), roman]]),
  // "Malcolm X" is also found by "10", but not by "ten".
  ...[...ROMAN].map(([roman, arabic]): [string, string[]] => [
    roman,
    [arabic, ...(roman.length > 1 ? (WORDS_OF_NUMBER.get(arabic) ?? []) : [])],
  ]),
  ...Object.entries(ABBREVIATIONS),
  ['vs', ['versus']],
  ['versus', ['vs']],
]);

/** A canonical term, and the words `[from, to)` that it stands for. */
export type CanonicalTerm = { readonly term: string; readonly from: number; readonly to: number };

/**
 * One form for all the ways to write the same words: numbers become digits, words that are often abbreviated become
 * abbreviations (except "versus"), and "n" between two words becomes "and". "Kill Bill Volume Two", "Kill Bill: Vol. 2"
 * and "kill bill vol ii" become equal.
 *
 * Different words may become equal too: "saint" and "street" (`st`), "x" and "ten" (`10`). "v" between two words stays
 * as it is, because it may be "versus" or five. A title that equals the query as typed should therefore come before one
 * that only has the same canonical terms.
 *
 * @param terms folded words, see `termsOf`
 */
export function canonicalTerms(terms: readonly string[]): readonly string[] {
  // Most texts have no other form, and this check takes a fifth of the time of making one.
  return terms.some(mayChange) ? canonicalize(terms).map(({ term }) => term) : terms;
}

/** Whether a word may have another canonical term, or may be the number before a fraction ("8 and a half"). */
function mayChange(term: string): boolean {
  return WITH_EQUIVALENTS.has(term) || isDigit(term.charCodeAt(0));
}

/**
 * Like {@link canonicalTerms}, but also says which words each term stands for. After a number, "and a half" is `1/2`.
 */
export function canonicalize(terms: readonly string[]): CanonicalTerm[] {
  const canonical: CanonicalTerm[] = [];
  for (let from = 0; from < terms.length;) {
    const number = numberAt(terms, from);
    const to = from + (number?.words ?? 1);
    const term = number?.digits ?? canonicalWord(terms, from);
    canonical.push({ term, from, to });
    from = to;
    const fraction = isNumber(term) ? fractionAt(terms, to) : undefined;
    if (fraction === undefined) continue;
    from += WORDS_OF_FRACTION;
    canonical.push({ term: fraction, from: to, to: from });
  }
  return canonical;
}

function canonicalWord(terms: readonly string[], at: number): string {
  const term = terms[at] ?? '';
  switch (term) {
    case 'i':
      return isNumbered(terms, at) ? '1' : term;
    case 'n':
      return isBetween(terms, at) ? 'and' : term;
    case 'number':
      return isBeforeNumber(terms, at) ? 'no' : term;
    case 'v':
      return isBetween(terms, at) ? term : '5';
    case 'vs':
      return 'versus';
    default:
      return ROMAN.get(term) ?? ABBREVIATION_OF.get(term) ?? term;
  }
}

/**
 * The other words by which a word of a title is found: "iii" by `3` and `three`, "mister" by `mr`, "n" between two
 * words by `and`. A number of several words is found by its canonical term; see {@link canonicalize}.
 */
export function equivalentsOf(terms: readonly string[], at: number): readonly string[] {
  const term = terms[at] ?? '';
  switch (term) {
    case '1':
      return isNumbered(terms, at) ? ['one', 'i'] : ['one'];
    case 'i':
      return isNumbered(terms, at) ? ['1', 'one'] : [];
    case 'v':
      // What a "v" means depends on how the title is written; see `meaningsOfV`.
      return [];
    case 'vs':
      return isBetween(terms, at) ? ['versus', 'v'] : ['versus'];
    case 'versus':
      return isBetween(terms, at) ? ['vs', 'v'] : ['vs'];
    case 'no':
      return isBeforeNumber(terms, at) ? ['number'] : [];
  }
  const alternatives = ALTERNATIVES.get(term);
  if (alternatives !== undefined) return alternatives;
  const canonical = canonicalWord(terms, at);
  return canonical === term ? [] : [canonical];
}

/** Whether a word may have equivalents or be part of a number. Nearly all words have none, and this check is fast. */
export function mayHaveEquivalents(term: string): boolean {
  return WITH_EQUIVALENTS.has(term);
}

const WITH_EQUIVALENTS: ReadonlySet<string> = new Set([
  ...ALTERNATIVES.keys(),
  ...ABBREVIATION_OF.keys(),
  ...NUMBER_WORDS,
  // These have equivalents only next to certain other words.
  ...['i', 'n', 'no', 'number'],
]);

/**
 * Whether a word may be an equivalent of another word. If the word is unfinished, it may stand for any word that begins
 * with it: "thr" may be "three", an equivalent of `3`. Most typed words are not equivalents, and this check is fast.
 */
export function mayBeEquivalent(term: string, isUnfinished: boolean): boolean {
  return isDigit(term.charCodeAt(0)) || term === 'and' || (isUnfinished ? BEGINNINGS : WITH_EQUIVALENTS).has(term);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * The beginnings of all words that may be equivalents. If one word is an equivalent of another, the reverse is true
 * too, so these are the words that have equivalents. There are two exceptions. "and" is an equivalent of "n" but has
 * none itself, so it is added here. Numbers in digits may be equivalents of words without having any; they are checked
 * separately.
 */
const BEGINNINGS: ReadonlySet<string> = new Set(
  [...WITH_EQUIVALENTS, 'and'].flatMap((word) => Array.from(word, (_, i) => word.slice(0, i + 1))),
);

function isNumbered(terms: readonly string[], at: number): boolean {
  return NUMBERED.has(terms[at - 1] ?? '');
}

function isBetween(terms: readonly string[], at: number): boolean {
  return at > 0 && at < terms.length - 1;
}

/** Whether a number follows, as in "Number 17", "Number Seventeen" and "Number XVII". */
function isBeforeNumber(terms: readonly string[], at: number): boolean {
  const next = terms[at + 1] ?? '';
  return isNumber(next) || NUMBER_WORDS.has(next) || ROMAN.has(next);
}

function isNumber(term: string): boolean {
  return /^[0-9]+$/.test(term);
}

/** A number from 1 to 30, converted from Roman to Arabic numerals or the reverse. */
export function otherNumeral(terms: readonly string[], at: number): string | undefined {
  const term = terms[at] ?? '';
  if (term === 'i') return isNumbered(terms, at) ? '1' : undefined;
  if (term === '1') return isNumbered(terms, at) ? 'i' : undefined;
  return ROMAN.get(term) ?? ARABIC.get(term);
}

export function isRoman(term: string): boolean {
  return term === 'i' || ROMAN.has(term);
}
