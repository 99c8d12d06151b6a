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
