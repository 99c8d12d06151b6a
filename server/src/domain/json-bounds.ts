import { FILM_BOUNDS, type JsonValue } from './film.ts';

/** The control characters that no text may have, as part of a character class. Tab and line ends are allowed. */
const CONTROL = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f`;
/** A text without control characters; it may be empty. */
export const PLAIN_TEXT = new RegExp(`^[^${CONTROL}]*$`);
/** The texts that earlier versions of Marquee stored. They could have U+007F to U+009F. */
const EARLIER_PLAIN_TEXT = new RegExp(String.raw`^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$`);
/** A text without control characters, and with at least one character that is not white space. */
export const NOT_BLANK_TEXT = new RegExp(String.raw`^[^\S${CONTROL}]*[^\s${CONTROL}][^${CONTROL}]*$`);

/** All control characters. */
const ANY_CONTROL = String.raw`\u0000-\u001f\u007f-\u009f`;
/**
 * Characters that show nothing: spaces, characters that Unicode calls default-ignorable (such as U+200B and U+3164), and
 * the empty Braille pattern. Those above U+FFFF are written as themselves, because the escapes of JavaScript and of
 * other readers of JSON Schema differ.
 */
const BLANK =
  String.raw`\u0020\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f` +
  String.raw`\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb` +
  [0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000, 0xe0fff]
    .map((code, i) => `${i % 2 === 1 ? '-' : ''}${String.fromCodePoint(code)}`)
    .join('');
/** One line without control characters, and with at least one character that shows. */
export const VISIBLE_LINE = new RegExp(`^[${BLANK}]*[^${BLANK}${ANY_CONTROL}][^${ANY_CONTROL}]*$`, 'u');

/**
 * Finds the first part of a JSON value that a store may be unable to keep, or that could be dangerous to a program that
 * reads it.
 *
 * @returns what is wrong, and the JSON Pointer (RFC 6901) of the part; `undefined` when nothing is wrong
 */
export function findUnstorable(value: JsonValue): Unstorable | undefined {
  return find(value, PLAIN_TEXT, '', 0);
}

/** Like {@link findUnstorable}, but allows what earlier versions of Marquee stored. */
export function findNeverStorable(value: JsonValue): Unstorable | undefined {
  return find(value, EARLIER_PLAIN_TEXT, '', 0);
}

type Unstorable = { readonly pointer: string; readonly detail: string };

function find(value: JsonValue, plainText: RegExp, pointer: string, depth: number): Unstorable | undefined {
  const fault = (detail: string) => ({ pointer, detail });
  if (typeof value === 'string') {
    const detail = describeBadText(value, plainText);
    return detail === undefined ? undefined : fault(detail);
  }
  if (typeof value === 'number')
    return isStorableNumber(value)
      ? undefined
      : fault(
          `is a number beyond ${String(Number.MAX_SAFE_INTEGER)}, or closer to zero than ${String(FILM_BOUNDS.numberMin)}`,
        );
  if (value === null || typeof value !== 'object') return undefined;
  if (depth >= FILM_BOUNDS.depth) return fault(`is nested deeper than ${String(FILM_BOUNDS.depth)} levels`);
  for (const [name, child] of Object.entries(value)) {
    const childPointer = `${pointer}/${escapePointer(name)}`;
    const nameFault = Array.isArray(value) ? undefined : describeBadName(name);
    if (nameFault !== undefined) return { pointer: childPointer, detail: nameFault };
    const found = find(child, plainText, childPointer, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** How many values a JSON value has, at all levels and with itself: `{"a":[1,2]}` has four. */
export function countValues(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, part) => sum + countValues(part), 1);
}

/**
 * Finds a lone surrogate, or a control character other than tab and line ends.
 *
 * @returns what is wrong with the text; `undefined` when nothing is wrong
 */
export function describeBadText(text: string, plainText = PLAIN_TEXT): string | undefined {
  if (!text.isWellFormed()) return 'contains half of a surrogate pair, which is not valid Unicode';
  return plainText.test(text) ? undefined : 'contains a control character';
}

/**
 * Finds what is wrong with a text that must be one line and show something, such as a title.
 *
 * @returns `undefined` when nothing is wrong
 */
export function describeBadLine(text: string): string | undefined {
  const bad = describeBadText(text);
  if (bad !== undefined || VISIBLE_LINE.test(text)) return bad;
  return /[\t\n\r]/.test(text)
    ? 'contains a control character; tabs and line ends are not allowed here'
    : 'must have a visible character';
}

/** Escapes a name as in RFC 6901, section 3. Long names are cut so that the error stays small. */
export function escapePointer(name: string): string {
  return name.slice(0, FILM_BOUNDS.attributeNameLength).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Setting `__proto__` can replace an object's prototype, and libraries recognize classes by `constructor`. */
export const FORBIDDEN_NAMES: readonly string[] = ['__proto__', 'constructor'];

function describeBadName(name: string): string | undefined {
  if (name === '') return 'has an empty name';
  if (FORBIDDEN_NAMES.includes(name)) return 'is a forbidden name';
  if (name.length > FILM_BOUNDS.attributeNameLength) {
    return `has a name longer than ${String(FILM_BOUNDS.attributeNameLength)} characters`;
  }
  return describeBadText(name) === undefined ? undefined : 'has a name with characters that are not allowed';
}

/** Beyond the safe integers, JavaScript cannot represent every integer, so a number could come back as another one. */
function isStorableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= FILM_BOUNDS.numberMin && size <= Number.MAX_SAFE_INTEGER);
}
