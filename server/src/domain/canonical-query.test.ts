import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../testing/builders/any-character.ts';
import { askedQuery, canonicalQuery } from './canonical-query.ts';

const anyText = fc.string({ unit: anyCharacter, maxLength: 60 });
const whiteSpace = fc.constantFrom(' ', '  ', '\t', '\n', '\u00a0', '\u3000', '\u2003');

describe('canonicalQuery', () => {
  test.each([
    ['The  Matrix', 'the matrix'],
    [' the matrix ', 'the matrix'],
    ['ＴＨＥ ＭＡＴＲＩＸ', 'the matrix'],
    ['THE\u3000MATRIX\n', 'the matrix'],
    ['Straße', 'strasse'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['Ame\u0301lie', 'amélie'],
    ['zero\u200bwidth', 'zerowidth'],
    ['\u00ad\u200b ', ''],
  ])('%j becomes %j', (given, canonical) => {
    expect(canonicalQuery(given)).toBe(canonical);
  });

  test('keeps diacritics and punctuation, because the provider distinguishes them', () => {
    expect(canonicalQuery('Amélie')).not.toBe(canonicalQuery('Amelie'));
    expect(canonicalQuery('Wall-E')).not.toBe(canonicalQuery('Wall E'));
  });

  test('does not change a canonical form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = canonicalQuery(text);
        expect(canonicalQuery(once)).toBe(once);
      }),
      { numRuns: 200 },
    );
  });

  test('ignores differences of white space, case and Unicode normalization form', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), whiteSpace, whiteSpace, (words, gap, edge) => {
        const plain = canonicalQuery(words.join(' '));
        expect(canonicalQuery(edge + words.join(gap + edge) + gap)).toBe(plain);
        expect(canonicalQuery(words.join(' ').toUpperCase())).toBe(plain);
        expect(canonicalQuery(words.join(' ').normalize('NFD'))).toBe(plain);
        expect(canonicalQuery(words.join(' ').normalize('NFKC'))).toBe(plain);
      }),
      { numRuns: 200 },
    );
  });
});

describe('askedQuery', () => {
  test.each([
    ['8½', '8½'],
    [' The  Matrix\u3000', 'the matrix'],
    ['ＴＨＥ ＭＡＴＲＩＸ', 'ｔｈｅ ｍａｔｒｉｘ'],
    ['Straße', 'straße'],
    ['ΟΔΟΣ ΣΊΣΥΦΟΣ', 'οδος σίσυφος'],
    ['Ferry² Lamp™', 'ferry² lamp™'],
    ['İnci Feneri', 'İnci Feneri'],
    ['I\u0307nci', 'İnci'],
    ['Ame\u0301lie', 'amélie'],
    ['น้ำแข็ง', 'น้ำแข็ง'],
    ['نیم\u200cروز', 'نیم\u200cروز'],
    ['broken \ud800', 'broken \ufffd'],
    ['\ufeffbyte\ufefforder', 'byteorder'],
    ['super\u200bman', 'superman'],
    ['soft\u00adly, super\u200d\u200cman', 'softly, superman'],
    ['ame\u0301\u200dlie', 'amélie'],
    ['スーパー\u200dマン', 'スーパーマン'],
    ['นา\u200dค', 'นาค'],
    ['שלום\u200d עולם', 'שלום עולם'],
    ['نیم\u200dروز', 'نیمروز'],
    ['$\u200d9.99', '$9.99'],
    ['क्\u200dष क्\u200cष', 'क्\u200dष क्\u200cष'],
    ['\u{1f468}\u200d\u{1f469}', '\u{1f468}\u200d\u{1f469}'],
  ])('asks for %j as %j', (typed, asked) => {
    expect(askedQuery(typed)).toBe(asked);
  });

  test('is composed, and has the canonical form of what was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const asked = askedQuery(text);
        expect(asked.normalize('NFC')).toBe(asked);
        expect(canonicalQuery(asked)).toBe(canonicalQuery(text));
      }),
      { numRuns: 500 },
    );
  });
});

test('folds the capital sharp s to what the small one folds to, which takes a second round', () => {
  expect(canonicalQuery('STRAẞE')).toBe('strasse');
});
