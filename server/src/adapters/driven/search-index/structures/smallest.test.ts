import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Smallest } from './smallest.ts';

test('keeps the smallest items in order, the earlier of equal ones first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), fc.nat({ max: 10 }), (numbers, limit) => {
      const items = numbers.map((number, i) => ({ number, i }));
      const smallest = new Smallest<(typeof items)[number]>(limit, (a, b) => a.number - b.number);
      for (const item of items) smallest.offer(item);
      expect(smallest.items).toEqual(items.toSorted((a, b) => a.number - b.number).slice(0, limit));
    }),
  );
});
