import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addBit, bitWords, type Bits } from './bits.ts';
import { BitArena } from './bit-arena.ts';
import { SparseBits } from './sparse-bits.ts';

const SIZE = 200;

function bitsOf(members: readonly number[]): Bits {
  const bits = new Int32Array(bitWords(SIZE));
  for (const member of members) addBit(bits, member);
  return bits;
}

function membersOf(set: SparseBits): number[] {
  const members: number[] = [];
  set.forEach((member) => members.push(member));
  return members;
}

test('a sparse set has the same members as plain sets, and a change does not reach its copy', () => {
  const anyMembers = fc.uniqueArray(fc.nat({ max: SIZE - 1 }), { maxLength: 30 });
  fc.assert(
    fc.property(anyMembers, anyMembers, (members, others) => {
      const set = SparseBits.of(bitsOf(members), new BitArena(SIZE));
      const copy = set.copy();
      set.keep(bitsOf(others));
      const common = members.filter((member) => others.includes(member)).sort((a, b) => a - b);
      expect(membersOf(set)).toEqual(common);
      expect(set.count()).toBe(common.length);
      expect(set.isEmpty()).toBe(common.length === 0);
      expect(set.bits).toEqual(bitsOf(common));
      expect(set.isWithin(bitsOf(others))).toBe(true);
      expect(copy.isWithin(bitsOf(others))).toBe(common.length === members.length);
      expect(membersOf(copy)).toEqual(members.toSorted((a, b) => a - b));
      const taken: number[] = [];
      copy.takeEach(bitsOf(others), (member) => taken.push(member) < 3);
      expect(taken).toEqual(common.slice(0, 3));
      if (taken.length < 3)
        expect(membersOf(copy)).toEqual(members.filter((it) => !common.includes(it)).sort((a, b) => a - b));
    }),
  );
});
