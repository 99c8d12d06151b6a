import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance } from '../../../../../testing/oracle/edit-distance.ts';
import { EditDistance } from './edit-distance.ts';

const distance = new EditDistance();
const codes = (word: string) => Uint16Array.from({ length: word.length }, (_, i) => word.charCodeAt(i));
const between = (a: string, b: string, max: number) => distance.betweenTexts(a, b, max);

/** All words of at most this many letters of the alphabet. */
function wordsOf(letters: string, longest: number): string[] {
  if (longest === 0) return [''];
  const shorter = wordsOf(letters, longest - 1);
  return ['', ...shorter.flatMap((word) => Array.from(letters, (letter) => word + letter))];
}

describe('edit distance', () => {
  test.each([
    ['godfather', 'godfather', 0],
    ['godfahter', 'godfather', 1],
    ['odfather', 'godfather', 1],
    ['godfatherr', 'godfather', 1],
    ['gpdfather', 'godfather', 1],
    ['godfahtr', 'godfather', 2],
    ['ca', 'abc', 3],
    ['', 'ab', 2],
  ])('from %s to %s it is %i', (a, b, edits) => {
    expect(between(a, b, 3)).toBe(edits);
    expect(between(b, a, 3)).toBe(edits);
    if (edits > 1) expect(between(a, b, 1)).toBe(2);
  });

  test('equals the textbook distance, up to the bound', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, max) => {
        expect(between(a, b, max)).toBe(Math.min(editDistance(a, b), max + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  test('equals the textbook distance for all short words, whose edits touch and overlap', () => {
    const words = [...wordsOf('ab', 5), ...wordsOf('abc', 4)];
    const wrong = words.flatMap((a) =>
      words.filter((b) => {
        const edits = editDistance(a, b);
        return [0, 1, 2, 3].some((max) => between(a, b, max) !== Math.min(edits, max + 1));
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('looks only at the part of the letters that it is given', () => {
    const letters = codes('xxheatyyheatzz');
    expect(distance.between(letters, 2, 4, letters, 8, 4, 2)).toBe(0);
  });

  test('counts edits in long words too', () => {
    expect(between(`a${'b'.repeat(90)}cd`, `d${'b'.repeat(90)}ca`, 2)).toBe(2);
    expect(between('a'.repeat(90), 'b'.repeat(90), 2)).toBe(3);
  });
});
