import { FILM_BOUNDS, type JsonValue } from './film.ts';

/**
 * Looks for the first thing in a JSON value that a store need not keep, or that would harm a reader.
 *
 * @returns what is wrong, with the JSON Pointer (RFC 6901) of the place; `undefined` when nothing is wrong
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

/** @returns what is wrong with a text (a lone surrogate or a control character other than tab and line ends), if anything. */
export function describeBadText(text: string): string | undefined {
  if (!text.isWellFormed()) return 'contains half of a surrogate pair, which is not valid Unicode';
  // eslint-disable-next-line no-control-regex -- finding control characters is the point
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? 'contains a control character' : undefined;
}

/** RFC 6901, section 3; long names are cut so that an error stays small. */
export function escapePointer(name: string): string {
  return name.slice(0, FILM_BOUNDS.attributeNameLength).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
}

/** `__proto__` changes what an object is, and libraries tell classes apart by `constructor`. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor']);

function describeBadName(name: string): string | undefined {
  if (name === '') return 'has an empty name';
  if (FORBIDDEN_NAMES.has(name)) return 'is a forbidden name';
  if (name.length > FILM_BOUNDS.attributeNameLength) {
    return `has a name longer than ${String(FILM_BOUNDS.attributeNameLength)} characters`;
  }
  return describeBadText(name) === undefined ? undefined : 'has a name with characters that are not allowed';
}

/** Beyond the safe integers JavaScript does not count one by one, so that a number could come back as another. */
function isStorableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= FILM_BOUNDS.numberMin && size <= Number.MAX_SAFE_INTEGER);
}
