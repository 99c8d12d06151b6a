import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addBit,
  addRange,
  bitWords,
  countBits,
  forEachBit,
  hasBit,
  intersect,
  isEmpty,
  nextBit,
  removeBit,
  subtract,
  unite,
  type Bits,
} from './bits.ts';

const SIZE = 130;
const members = fc.uniqueArray(fc.nat({ max: SIZE - 1 }));
const ascending = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

function bitsOf(numbers: Iterable<number>): Bits {
  const bits = new Int32Array(bitWords(SIZE));
  for (const number of numbers) addBit(bits, number);
  return bits;
}

function membersOf(bits: Bits): number[] {
  const found: number[] = [];
  forEachBit(bits, (i) => found.push(i));
  return found;
}

describe('bits', () => {
  test('hold the same members as a set of numbers', () => {
    fc.assert(
      fc.property(members, members, (added, removed) => {
        const bits = bitsOf(added);
        for (const number of removed) removeBit(bits, number);
        const expected = new Set(added.filter((i) => !removed.includes(i)));
        expect(membersOf(bits)).toEqual(ascending(expected));
        expect(countBits(bits)).toBe(expected.size);
        expect(isEmpty(bits)).toBe(expected.size === 0);
        const all = Array.from({ length: SIZE }, (_, i) => i);
        expect(all.filter((i) => hasBit(bits, i))).toEqual(ascending(expected));
      }),
    );
  });

  test('combine as sets do', () => {
    fc.assert(
      fc.property(members, members, (a, b) => {
        const after = (combine: (into: Bits, other: Bits) => void) => {
          const bits = bitsOf(a);
          combine(bits, bitsOf(b));
          return membersOf(bits);
        };
        expect(after(intersect)).toEqual(ascending(a.filter((i) => b.includes(i))));
        expect(after(unite)).toEqual(ascending(new Set([...a, ...b])));
        expect(after(subtract)).toEqual(ascending(a.filter((i) => !b.includes(i))));
      }),
    );
  });

  test('ranges include their start and exclude their end', () => {
    const bound = fc.nat({ max: SIZE });
    fc.assert(
      fc.property(members, bound, bound, (numbers, from, to) => {
        const inside = ascending(numbers).filter((number) => number >= from && number < to);
        const bits = bitsOf(numbers);
        expect(nextBit(bits, from, to)).toBe(inside[0] ?? -1);
        const range = new Int32Array(bitWords(SIZE));
        addRange(range, from, to);
        expect(membersOf(range)).toEqual(Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i));
      }),
    );
  });
});
