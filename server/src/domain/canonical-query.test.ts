import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../testing/builders/any-character.ts';
import { canonicalQuery } from './canonical-query.ts';

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
      { numRuns: 2_000 },
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
      { numRuns: 2_000 },
    );
  });
});
