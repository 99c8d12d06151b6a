import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitRanges } from './split-ranges.ts';

const marked = (text: string, ranges: readonly (readonly [number, number])[]) =>
  splitRanges(text, ranges)
    .map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part))
    .join('');

describe('a text split at its matches', () => {
  test('marks the matches and nothing else', () => {
    expect(marked('The Godfather', [[4, 13]])).toBe('The [Godfather]');
    expect(marked('The Godfather', [])).toBe('The Godfather');
    expect(marked('abcdef', [[3, 5], [0, 1]])).toBe('[a]bc[de]f'); // prettier-ignore
  });

  test('keeps a character of two code units whole', () => {
    expect(marked('a🎬b', [[0, 2]])).toBe('[a🎬]b');
    expect(marked('a🎬b', [[2, 4]])).toBe('a[🎬b]');
    expect(marked('🎬🎬', [[1, 3]])).toBe('[🎬🎬]');
  });

  test('keeps all text even if ranges are invalid', () => {
    expect(marked('abc', [[-4, 1], [2, 99], [1, 1], [50, 60]])).toBe('[a]b[c]'); // prettier-ignore
    expect(marked('', [[0, 3]])).toBe('');
  });

  test('keeps the text the same and every part well-formed for any ranges', () => {
    const range = fc.tuple(fc.integer({ min: -3, max: 40 }), fc.integer({ min: -3, max: 40 }));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.array(range, { maxLength: 6 }), (text, ranges) => {
        const parts = splitRanges(text, ranges);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => part.text !== '' && part.text.isWellFormed())).toBe(true);
      }),
    );
  });
});
