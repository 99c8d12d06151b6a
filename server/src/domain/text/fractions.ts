import { groupTokens, type Token } from './tokens.ts';

/** The largest denominator of a fraction. "9/11" is a date, and "44/100" is two numbers. */
const MAX_DENOMINATOR = 10;

const SLASH = /[/⁄∕／]/u;

/**
 * Joins the two numbers of a fraction into one word: `1/2` for "1/2". A fraction is below 1, and its denominator is at
 * most {@link MAX_DENOMINATOR}. So "8½" has the words `8` and `1/2`, and is not 812.
 */
export function joinFractions(text: string, tokens: Token[]): Token[] {
  if (!SLASH.test(text)) return tokens;
  const groups = groupTokens(
    tokens,
    (before, token) => token.start === before.end + 1 && SLASH.test(text.slice(before.end, token.start)),
  );
  // A longer group is a date: "1/2/1990".
  return groups.flatMap((group) => {
    const [above, below] = group;
    if (group.length !== 2 || !above || !below || !isFraction(above.term, below.term)) return group;
    return [{ term: `${above.term}/${below.term}`, start: above.start, end: below.end }];
  });
}

function isFraction(numerator: string, denominator: string): boolean {
  if (!/^[1-9]$/.test(numerator) || !/^[1-9]\d?$/.test(denominator)) return false;
  return Number(numerator) < Number(denominator) && Number(denominator) <= MAX_DENOMINATOR;
}

const NUMERATORS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** The names of the denominators from 2 to 10. */
const PARTS = 'half third quarter fifth sixth seventh eighth ninth tenth'.split(' ');

/**
 * The fractions that may follow a number in words. The key is the words after "and": "a half" gives `1/2`, "two thirds"
 * gives `2/3`.
 */
const FRACTIONS: ReadonlyMap<string, string> = new Map(
  PARTS.flatMap((part, i) =>
    NUMERATORS.slice(0, i + 2).map((word, above): [string, string] => {
      return [`${word} ${above > 1 ? `${part}s` : part}`, `${String(Math.max(above, 1))}/${String(i + 2)}`];
    }),
  ),
);

/** The words that may come between a number and a fraction. */
const BEFORE_FRACTION: readonly string[] = ['and', 'n'];

/** How many words "and a half" has. */
export const WORDS_OF_FRACTION = 3;

/** The fraction whose words begin at this place: `1/2` for "and a half" and "n a half". `undefined` if there is none. */
export function fractionAt(terms: readonly string[], at: number): string | undefined {
  return BEFORE_FRACTION.includes(terms[at] ?? '')
    ? FRACTIONS.get(`${terms[at + 1] ?? ''} ${terms[at + 2] ?? ''}`)
    : undefined;
}

/**
 * For each fraction, the words that people may type for it after a number: `and`, `n`, `a`, `one` and `half` for `1/2`.
 */
export const FRACTION_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(FRACTIONS.values())].map((fraction): [string, readonly string[]] => {
    const named = [...FRACTIONS].flatMap(([words, value]) => (value === fraction ? words.split(' ') : []));
    return [fraction, [...new Set([...BEFORE_FRACTION, ...named])]];
  }),
);
