import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BitArena } from './bit-arena.ts';
import { BitCounter } from './bit-counter.ts';
import { addBit, forEachBit, type Bits } from './bits.ts';

const SIZE = 70;
const someMembers = fc.uniqueArray(fc.nat({ max: SIZE - 1 }));

test('a bit counter has the same counts as a plain array', () => {
  fc.assert(
    fc.property(fc.array(someMembers, { maxLength: 20 }), someMembers, (additions, asked) => {
      const arena = new BitArena(SIZE);
      const bitsOf = (numbers: readonly number[]): Bits => {
        const bits = arena.take();
        for (const number of numbers) addBit(bits, number);
        return bits;
      };
      const counter = new BitCounter(arena);
      const counts = new Array<number>(SIZE).fill(0);
      for (const members of additions) {
        counter.add(bitsOf(members));
        for (const member of members) counts[member]! += 1;
      }
      const highest = Math.max(0, ...asked.map((i) => counts[i]!));
      expect(counter.highest(bitsOf(asked))).toBe(highest);
      for (const count of [0, 1, highest, highest + 1, 1_000]) {
        const kept = bitsOf(asked);
        counter.keepCount(kept, count);
        const found: number[] = [];
        forEachBit(kept, (i) => found.push(i));
        expect(found).toEqual(asked.filter((i) => counts[i] === count).sort((a, b) => a - b));
      }
    }),
  );
});
