import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChunkNumbers, hashWith, SEED } from './chunk-numbers.ts';

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

/** The first 128 members of the Thue-Morse sequence, which begins with this letter. */
function thueMorse(a: string, b: string): string {
  let [text, other] = [a, b];
  while (text.length < 128) [text, other] = [text + other, other + text];
  return text;
}

const hashOf = (text: string) => Array.from(text).reduce((hash, letter) => hashWith(hash, letter.charCodeAt(0)), SEED);

test('gives chunks different hashes that are one hash if it is a polynomial modulo 2^32, whatever its odd number', () => {
  const blocks = [thueMorse('a', 'b'), thueMorse('b', 'a')] as const;
  const chunks = Array.from({ length: 2 ** 10 }, (_, i) =>
    Array.from({ length: 10 }, (__, bit) => blocks[((i >>> bit) & 1) as 0 | 1]).join(''),
  );
  expect(new Set(chunks.map(hashOf)).size).toBeGreaterThan(1_020);
});
