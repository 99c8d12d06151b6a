import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SmallestByKey } from './smallest-by-key.ts';

test('keeps the items with the smallest keys in order, the earlier of equal ones first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 })), fc.nat({ max: 10 }), (keys, limit) => {
      const smallest = new SmallestByKey(limit);
      for (const [item, key] of keys.entries()) smallest.offer(item, key);
      const expected = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!).slice(0, limit);
      expect(smallest.items).toEqual(expected);
      expect(smallest.keys).toEqual(expected.map((item) => keys[item]));
      expect(smallest.isFull).toBe(keys.length >= limit);
    }),
  );
});
