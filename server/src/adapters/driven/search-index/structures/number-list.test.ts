import { expect, test } from '@jest/globals';
import { NumberList } from './number-list.ts';

test('keeps all numbers while it grows, up to the largest', () => {
  const list = new NumberList();
  expect(list.finish()).toEqual(new Uint32Array(0));
  const numbers = Uint32Array.from({ length: 1_000 }, (_, i) => 2 ** 32 - 1 - i);
  for (const number of numbers) list.push(number);
  expect(list.length).toBe(1_000);
  expect(list.finish()).toEqual(numbers);
});
