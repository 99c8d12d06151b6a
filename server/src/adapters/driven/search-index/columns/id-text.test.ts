import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idFromTitle, idFromWords, IdWriter } from './id-text.ts';

const ids = new IdWriter();
const ascii = (maxLength: number) => fc.string({ unit: 'binary-ascii', maxLength });
const anyTitle = fc.oneof(
  ascii(20),
  fc
    .array(fc.constantFrom('Ocean', '+', "'", ' ', '-', 's', "'n'", '8', ': ', '.'), { maxLength: 8 })
    .map((it) => it.join('')),
);

test('ids that are made from bytes equal those that are made from strings', () => {
  fc.assert(
    fc.property(anyTitle, ascii(5), fc.integer({ min: 1870, max: 2100 }), (title, rest, year) => {
      const bytes = Buffer.from(`before${title}${rest}behind`, 'latin1');
      const start = 'before'.length;
      expect(ids.fromTitle(bytes, start, title.length, rest.length, year)).toBe(idFromTitle(title, year) + rest);
      const id = ids.fromWords(bytes, start, title.length, rest.length, year);
      if (/[a-z0-9]/i.test(title) && !/[&+]/.test(title)) expect(id).toBe(idFromWords(title, year) + rest);
      else expect(id).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('titles that are not ASCII, or longer than any title should be, are left to the code for strings', () => {
  const bytesOf = (title: string) => Buffer.from(title, 'latin1');
  expect(ids.fromWords(bytesOf('Amélie'), 0, 6, 0, 2001)).toBeUndefined();
  expect(ids.fromWords(bytesOf('x'.repeat(1_000)), 0, 1_000, 0, 2001)).toBeUndefined();
});
