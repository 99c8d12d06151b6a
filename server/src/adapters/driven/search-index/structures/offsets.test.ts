import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sectionsOf } from '../../../../../testing/builders/sections.ts';
import { Offsets } from './offsets.ts';

test.each([100, 100_000])('offsets come back unchanged for records of up to %i bytes', (longest) => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: longest }), { maxLength: 100 }), (lengths) => {
      let end = 0;
      const numbers = Uint32Array.from(lengths, (length) => (end += length));
      const offsets = new Offsets(
        sectionsOf((sections) => {
          Offsets.write(sections, numbers);
        }),
      );
      expect(offsets.length).toBe(numbers.length);
      expect(Array.from(numbers, (_, i) => offsets.at(i))).toEqual([...numbers]);
    }),
  );
});
