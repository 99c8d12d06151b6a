import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST_CODE_POINT = 0x10ffff;

/**
 * Any character of Unicode, for `fc.string({ unit: anyCharacter })`. fast-check's own unit `binary` makes the same
 * strings, but needs 2 s of processor time in every test file to make a table of all characters.
 */
export const anyCharacter = fc.integer({ min: 0, max: LAST_CODE_POINT - SURROGATES.count }).map(
  (place) => String.fromCodePoint(place < SURROGATES.first ? place : place + SURROGATES.count),
  // fc.string needs the way back for its texts such as `__proto__`.
  (text) => {
    const codePoint = typeof text === 'string' ? text.codePointAt(0) : undefined;
    if (codePoint === undefined || String.fromCodePoint(codePoint) !== text) throw new TypeError('not one character');
    if (codePoint < SURROGATES.first) return codePoint;
    const place = codePoint - SURROGATES.count;
    if (place < SURROGATES.first) throw new TypeError('half of a character');
    return place;
  },
);
