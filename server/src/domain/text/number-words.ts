const UP_TO_NINETEEN = (
  'zero one two three four five six seven eight nine ten ' +
  'eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
).split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS_UP_TO_NINETEEN = (
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth ' +
  'eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'
).split(' ');
const ORDINAL_TENS = 'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth'.split(' ');

const CARDINALS = valuesOf(UP_TO_NINETEEN, TENS);
const ORDINALS = valuesOf(ORDINALS_UP_TO_NINETEEN, ORDINAL_TENS);
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);

function valuesOf(upToNineteen: readonly string[], tens: readonly string[]): Map<string, number> {
  return new Map([
    ...upToNineteen.map((word, value): [string, number] => [word, value]),
    ...tens.map((word, i): [string, number] => [word, (i + 2) * 10]),
  ]);
}

/** Words that are a number or part of one. */
export const NUMBER_WORDS: ReadonlySet<string> = new Set([...CARDINALS, ...ORDINALS, ...SCALES].map(([word]) => word));

/** A number written as words: its digits ("21", "21st"), and how many words it has. */
export type NumberInWords = { readonly digits: string; readonly words: number };

/**
 * The number that begins at a place of a sequence of folded words: "twenty one" is 21, "twenty first" is 21st, "one
 * hundred and one" is 101, "20 thousand" is 20000, and "nineteen eighty four" is 1984. As many words as possible are
 * read. `undefined` if no number in words begins there. Digits alone do not count.
 */
export function numberAt(terms: readonly string[], at: number): NumberInWords | undefined {
  // Nearly every word returns here.
  if (!NUMBER_WORDS.has(terms[at] ?? '') && !SCALES.has(terms[at + 1] ?? '')) return undefined;
  const number = readNumber(terms, at);
  if (!number) return undefined;
  const { value, end, isOrdinal } = number;
  if (isOrdinal) return { digits: ordinalDigits(value), words: end - at };
  if (value > 10 && value <= 20) {
    // A century may be followed by a year: "nineteen eighty four".
    const year = readNumber(terms, end);
    if (year && !year.isOrdinal && year.value >= 10 && year.value < 100) {
      return { digits: `${String(value)}${String(year.value)}`, words: year.end - at };
    }
  }
  return { digits: String(value), words: end - at };
}

type ReadNumber = { readonly value: number; readonly end: number; readonly isOrdinal: boolean };

function readNumber(terms: readonly string[], at: number): ReadNumber | undefined {
  let thousands = 0;
  let value = 0;
  let smallestScale = Infinity;
  for (let i = at; ; i += 1) {
    const term = terms[i] ?? '';
    const isFirst = i === at;
    const scale = SCALES.get(term);
    const cardinal = CARDINALS.get(term) ?? (isFirst ? digitsBeforeScale(terms, at) : undefined);
    const ordinal = ORDINALS.get(term);
    if (scale === 100 && value < 100 && (isFirst || value > 0)) {
      value = Math.max(value, 1) * scale;
    } else if (scale !== undefined && scale > 100 && scale < smallestScale && (isFirst || value > 0)) {
      thousands += Math.max(value, 1) * scale;
      value = 0;
      smallestScale = scale;
    } else if (cardinal !== undefined && (isFirst || continues(thousands, value, cardinal))) {
      value += cardinal;
    } else if (ordinal !== undefined && (isFirst || continues(thousands, value, ordinal))) {
      return { value: thousands + value + ordinal, end: i + 1, isOrdinal: true };
    } else if (!(term === 'and' && SCALES.has(terms[i - 1] ?? '') && i > at && CARDINALS.has(terms[i + 1] ?? ''))) {
      return isFirst ? undefined : { value: thousands + value, end: i, isOrdinal: false };
    }
  }
}

/** The 20 of "20 thousand". */
function digitsBeforeScale(terms: readonly string[], at: number): number | undefined {
  const term = terms[at] ?? '';
  return SCALES.has(terms[at + 1] ?? '') && /^[1-9][0-9]{0,2}$/.test(term) ? Number(term) : undefined;
}

/** Whether a number below 100 can follow what was read: 1 follows "twenty", "two hundred" and "two thousand". */
function continues(thousands: number, value: number, next: number): boolean {
  if (next === 0) return false;
  const belowHundred = value % 100;
  if (belowHundred === 0) return value > 0 || thousands > 0;
  return belowHundred >= 20 && belowHundred % 10 === 0 && next < 10;
}

function ordinalDigits(value: number): string {
  const isTeen = value % 100 >= 11 && value % 100 <= 13;
  const suffix = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${String(value)}${suffix}`;
}

/**
 * The words of a number from 0 to 99, and of an ordinal of one word: "21" has `twenty` and `one`, "1st" has `first`.
 */
export const WORDS_OF_NUMBER: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[...CARDINALS].map(([word, value]): [string, string[]] => [String(value), [word]]),
  ...[...ORDINALS].map(([word, value]): [string, string[]] => [ordinalDigits(value), [word]]),
  ...TENS.flatMap((ten, i) =>
    UP_TO_NINETEEN.slice(1, 10).map((unit, u): [string, string[]] => [String((i + 2) * 10 + u + 1), [ten, unit]]),
  ),
]);
