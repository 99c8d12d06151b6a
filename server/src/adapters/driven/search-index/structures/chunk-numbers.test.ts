import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChunkNumbers } from './chunk-numbers.ts';

test('numbers the parts of texts between their spaces', () => {
  // Few different characters, so that chunks repeat; many chunks, so that the table grows.
  const text = fc.string({ unit: fc.constantFrom(' ', 'a', 'b', '.', 'é', '𝄞'), maxLength: 300 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 10 }), (texts) => {
      const numbers = new ChunkNumbers();
      const ofTexts = texts.map((each) => {
        const ofText: number[] = [];
        numbers.read(each, ofText);
        return ofText;
      });
      expect(ofTexts.map((ofText) => ofText.map((number) => numbers.chunks[number]))).toEqual(
        texts.map((each) => each.split(' ')),
      );
      expect(new Set(numbers.chunks).size).toBe(numbers.chunks.length);
    }),
  );
});

/** The chunk numbers of a text with these chunks, and the shortest of three times in milliseconds. */
function numbered(chunks: readonly string[]): { read: number[]; known: readonly string[]; ms: number } {
  const text = chunks.join(' ');
  let ms = Infinity;
  for (let run = 1; ; run += 1) {
    const numbers = new ChunkNumbers();
    const read: number[] = [];
    const startedMs = performance.now();
    numbers.read(text, read);
    ms = Math.min(ms, performance.now() - startedMs);
    if (run === 3) return { read, known: numbers.chunks, ms };
  }
}

const bits = (i: number) => i.toString(2).padStart(14, '0');

test('numbers chunks with one hash under a multiplier of 31 about as fast as others', () => {
  const numbers = Array.from({ length: 2 ** 14 }, (_, i) => i);
  const chunks = numbers.map((i) => bits(i).replaceAll('0', 'Aa').replaceAll('1', 'BB'));
  const { read, known, ms } = numbered(chunks);
  expect({ read, known }).toEqual({ read: numbers, known: chunks });
  const others = numbered(numbers.map((i) => `${String(Math.imul(i, 0x9e3779b1))}.${bits(i)}`));
  // With 31 as the multiplier they took several hundred times as long.
  expect(ms).toBeLessThan(20 * others.ms);
});
