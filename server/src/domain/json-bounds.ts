import { FILM_BOUNDS, type JsonValue } from './film.ts';

/** The control characters that no text may have, as part of a character class. Tab and line ends are allowed. */
const CONTROL = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f`;
/** A text without control characters; it may be empty. */
export const PLAIN_TEXT = new RegExp(`^[^${CONTROL}]*$`);
/** A text without control characters, and with at least one character that is not white space. */
export const NOT_BLANK_TEXT = new RegExp(String.raw`^[^\S${CONTROL}]*[^\s${CONTROL}][^${CONTROL}]*$`);

/**
 * Finds the first part of a JSON value that a store may be unable to keep, or that could be dangerous to a program that
 * reads it.
 *
 * @returns what is wrong, and the JSON Pointer (RFC 6901) of the part; `undefined` when nothing is wrong
 */
export function findUnstorable(
  value: JsonValue,
  pointer = '',
  depth = 0,
): { pointer: string; detail: string } | undefined {
  const fault = (detail: string) => ({ pointer, detail });
  if (typeof value === 'string') {
    const detail = describeBadText(value);
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
    const found = findUnstorable(child, childPointer, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * Finds a lone surrogate, or a control character other than tab and line ends.
 *
 * @returns what is wrong with the text; `undefined` when nothing is wrong
 */
export function describeBadText(text: string): string | undefined {
  if (!text.isWellFormed()) return 'contains half of a surrogate pair, which is not valid Unicode';
  return PLAIN_TEXT.test(text) ? undefined : 'contains a control character';
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
