import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GrowingLists, packLists, type NumberLists } from './number-lists.ts';

function unpacked({ starts, numbers }: NumberLists): number[][] {
  return Array.from(starts.subarray(1), (end, list) => [...numbers.subarray(starts[list], end)]);
}

test('packs lists one after the other', () => {
  const lists = packLists(['b', '', 'ca'], (text, i) => Array.from(text, (letter) => letter.charCodeAt(0) + i));
  expect(unpacked(lists)).toEqual([[98], [], [101, 99]]);
  expect(unpacked(packLists([], () => []))).toEqual([]);
});

test('lists that grow at the same time are the same as arrays, without members that repeat the one before', () => {
  const additions = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 3 })), { maxLength: 60 });
  fc.assert(
    fc.property(additions, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (added, order) => {
      const lists = new GrowingLists();
      const arrays = order.map((): number[] => []);
      for (const [list, member] of added) {
        lists.add(list, member);
        if (arrays[list]!.at(-1) !== member) arrays[list]!.push(member);
      }
      expect(unpacked(lists.inOrder(order))).toEqual(order.map((list) => arrays[list]));
    }),
  );
});
