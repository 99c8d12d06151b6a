import { expect, test } from '@jest/globals';
import { BitArena } from './bit-arena.ts';
import { addBit, isEmpty } from './bits.ts';

test('a set that is lent again is empty again, and a set that is still lent is lent to no other caller', () => {
  const arena = new BitArena(64);
  const kept = arena.take();
  addBit(kept, 1);
  const mark = arena.mark();
  const scratch = arena.take();
  addBit(scratch, 2);
  arena.release(mark);
  const again = arena.take();
  expect(again).toBe(scratch);
  expect(isEmpty(again)).toBe(true);
  expect(again).not.toBe(kept);
  expect(arena.copyOf(kept)).toEqual(kept);
});
