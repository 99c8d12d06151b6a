import { expect, test } from '@jest/globals';
import { idempotencyKey } from './idempotency-key.ts';

test('reads a quoted string and a bare token as the same key', () => {
  expect(idempotencyKey(undefined)).toBeUndefined();
  expect(idempotencyKey('"8e03978e-40d5-43e8-bc93-6894a57f9324"')).toBe('8e03978e-40d5-43e8-bc93-6894a57f9324');
  expect(idempotencyKey(' 8e03978e-40d5-43e8-bc93-6894a57f9324 ')).toBe('8e03978e-40d5-43e8-bc93-6894a57f9324');
  expect(idempotencyKey(String.raw`"a\"b\\c;,"`)).toBe(String.raw`a"b\c;,`);
  expect(idempotencyKey(`"${'k'.repeat(255)}"`)).toHaveLength(255);
  expect(idempotencyKey(`"${String.raw`\"`.repeat(255)}"`)).toHaveLength(255);
});

test.each([
  '',
  ' ',
  '""',
  '"a',
  'a"',
  '"a b"',
  '"ü"',
  String.raw`"a\b"`,
  '"a", "b"',
  '"a";x=1',
  'a,b',
  'k'.repeat(256),
])('refuses %j and names the header', (header) => {
  expect(() => idempotencyKey(header)).toThrow(
    expect.objectContaining({ kind: 'bad-request', faults: [expect.objectContaining({ input: 'idempotency-key' })] }),
  );
});
