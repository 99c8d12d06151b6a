import { expect, test } from '@jest/globals';
import { hashText } from './hash-text.ts';

// http://www.isthe.com/chongo/tech/comp/fnv has these values.
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the low 32 bits of the hash of "%s" are those of FNV-1a', (text, low) => {
  expect(hashText(text) % 2 ** 32).toBe(low);
});

test('the other bits make it a safe integer, which is the same on every machine and in every version', () => {
  for (const text of ['', 'Jaws', '七人の侍']) expect(Number.isSafeInteger(hashText(text))).toBe(true);
  expect(hashText('Jaws')).toBe(6068898394910142);
});
