import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SmallestByKey } from './smallest-by-key.ts';

const someKeys = fc.array(fc.integer({ min: -20, max: 20 }));

test('keeps what sorting and cutting would keep, the earlier of equals first', () => {
  fc.assert(
    fc.property(someKeys, fc.nat({ max: 10 }), (keys, limit) => {
      const smallest = new SmallestByKey(limit);
      for (const [item, key] of keys.entries()) smallest.offer(item, key);
      const expected = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!).slice(0, limit);
      expect(smallest.items).toEqual(expected);
      expect(smallest.keys).toEqual(expected.map((item) => keys[item]));
      expect(smallest.isFull).toBe(keys.length >= limit);
    }),
  );
});

test('orders equal keys as it is told to', () => {
  fc.assert(
    fc.property(someKeys, fc.nat({ max: 10 }), (keys, limit) => {
      const smallest = new SmallestByKey(limit, (a, b) => b - a);
      for (const [item, key] of keys.entries()) smallest.offer(item, key);
      expect(smallest.items).toEqual([...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || b - a).slice(0, limit));
    }),
  );
});
