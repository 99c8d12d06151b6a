import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addBit, bitWords, type Bits } from './bits.ts';
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

test('a sparse set has what plain sets have, and its copy is its own', () => {
  const anyMembers = fc.uniqueArray(fc.nat({ max: SIZE - 1 }), { maxLength: 30 });
  fc.assert(
    fc.property(anyMembers, anyMembers, (members, others) => {
      const set = SparseBits.of(bitsOf(members));
      const copy = set.copyTo(bitsOf([]));
      const kept = set.keep(bitsOf(others));
      const common = members.filter((member) => others.includes(member)).sort((a, b) => a - b);
      expect(membersOf(kept)).toEqual(common);
      expect(kept.count()).toBe(common.length);
      expect(kept.bits).toEqual(bitsOf(common));
      expect(kept.words).toEqual([...new Set(common.map((member) => member >>> 5))]);
      expect(membersOf(copy)).toEqual(members.toSorted((a, b) => a - b));
    }),
  );
});
