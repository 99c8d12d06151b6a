import { pick, type Random } from '../../../server/testing/random.ts';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ROMAN = 'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX'.split(' ');

/** The words of a number from 0 to 999: 101 is "one hundred one". */
function spellNumber(n: number): string {
  if (n < 20) return ONES[n] ?? '';
  if (n < 100) return [TENS[Math.floor(n / 10) - 2], ...(n % 10 === 0 ? [] : [ONES[n % 10]])].join(' ');
  return [ONES[Math.floor(n / 100)], 'hundred', ...(n % 100 === 0 ? [] : [spellNumber(n % 100)])].join(' ');
}

const VALUES = new Map(Array.from({ length: 1_000 }, (_, n) => [spellNumber(n), n]));

/** A whole word of up to three digits that is not part of a longer number. So the 000 of 20,000 does not match. */
const DIGITS = /(?<![\p{L}\p{N}.,'’/:-])\d{1,3}(?![\p{L}\p{N}'’/½⅓]|[.,/:-]\d)/gu;
const ONE_TO_NINE = ONES.slice(1, 10).join('|');
const BELOW_HUNDRED = `(?:${TENS.join('|')})(?:[ -](?:${ONE_TO_NINE}))?|${ONES.slice(1).reverse().join('|')}`;
const NUMBER_WORD = new RegExp(
  `\\b(?:(?:${ONE_TO_NINE}) hundred(?: (?:and )?(?:${BELOW_HUNDRED}))?|${BELOW_HUNDRED})\\b(?!['’-]| (?:hundred|thousand|million)\\b)`,
  'giu',
);
const ROMAN_WORD = /(?<![\p{L}\p{N}.'’-])[IVX]+(?![\p{L}\p{N}.'’-])/gu;

/** A number in digits becomes words: "Spider-Man 3" becomes "Spider-Man three". */
export function digitsAsWords(random: Random, title: string): string | undefined {
  return replaceOne(random, title, DIGITS, (digits) => {
    const words = spellNumber(Number(digits));
    return random() < 0.5 ? words : words.replace('hundred ', 'hundred and ');
  });
}

/** A number in words becomes digits: "Nine to Five" becomes "9 to Five". */
export function wordsAsDigits(random: Random, title: string): string | undefined {
  return replaceOne(random, title, NUMBER_WORD, (words) => {
    const value = VALUES.get(words.toLowerCase().replace('-', ' ').replace(' and ', ' '));
    return value === undefined ? undefined : String(value);
  });
}

/**
 * A Roman numeral becomes digits or words: "Rocky II" becomes "Rocky 2" or "Rocky two". A single letter counts as a
 * numeral only if the words before it are a title: the V of "Rocky V", but not the X of "Malcolm X".
 *
 * @param isTitle whether a film has this title
 */
export function romanAsNumber(random: Random, title: string, isTitle: (text: string) => boolean): string | undefined {
  return replaceOne(random, title, ROMAN_WORD, (roman, before) => {
    const value = ROMAN.indexOf(roman) + 1;
    if (value === 0 || before.trim() === '' || (roman.length === 1 && !isTitle(before))) return undefined;
    return random() < 0.5 ? String(value) : spellNumber(value);
  });
}

/** A number from 2 to 20 in digits, after a word, becomes a Roman numeral: "Toy Story 3" becomes "Toy Story III". */
export function digitsAsRoman(random: Random, title: string): string | undefined {
  return replaceOne(random, title, DIGITS, (digits, before) => {
    return before.trim() === '' || Number(digits) < 2 ? undefined : ROMAN[Number(digits) - 1];
  });
}

function replaceOne(
  random: Random,
  title: string,
  pattern: RegExp,
  replacement: (match: string, before: string) => string | undefined,
): string | undefined {
  const changed = [...title.matchAll(pattern)].flatMap(({ 0: match, index }) => {
    const other = replacement(match, title.slice(0, index));
    return other === undefined ? [] : [title.slice(0, index) + other + title.slice(index + match.length)];
  });
  return changed.length === 0 ? undefined : pick(random, changed);
}
