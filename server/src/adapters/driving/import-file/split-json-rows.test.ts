import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../testing/builders/any-character.ts';
import { MAX_ROW_BYTES, splitJsonRows, type RowBytes } from './split-json-rows.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield await Promise.resolve(bytes.subarray(i, i + size));
}

async function split(text: string, chunkSize = 7): Promise<RowBytes[]> {
  const rows: RowBytes[] = [];
  for await (const batch of splitJsonRows(inChunks(Buffer.from(text), chunkSize))) rows.push(...batch);
  return rows;
}

async function texts(text: string, chunkSize?: number): Promise<(string | undefined)[]> {
  const rows = await split(text, chunkSize);
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_row, i) => i + 1));
  return rows.map(({ bytes }) => bytes && Buffer.from(bytes).toString().trim());
}

describe('splitJsonRows', () => {
  test('splits any array of JSON values into its values, with any white space and any division into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ stringUnit: anyCharacter })),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 40 }),
        async (values, indent, chunkSize) => {
          const rows = await texts(` ${JSON.stringify(values, undefined, indent)}\n`, chunkSize);
          expect(rows.map((row) => JSON.parse(row ?? '') as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
        },
      ),
    );
  });

  test('splits any JSON lines into their values', async () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.array(object), fc.constantFrom('\n', '\r\n', '\n\n'), async (values, newline) => {
        const rows = await texts(values.map((value) => JSON.stringify(value)).join(newline));
        expect(rows.map((row) => JSON.parse(row ?? '') as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  test.each([
    ['an empty file', '', []],
    ['an empty array', ' [ ] ', []],
    ['a byte order mark', '\ufeff[1]', ['1']],
    ['a row that is not JSON', '[{"a":1}, oops, {"b":[2]}]', ['{"a":1}', 'oops', '{"b":[2]}']],
    ['nothing between commas', '[1,,2]', ['1', '', '2']],
    ['nothing after the last comma', '[1,]', ['1', '']],
    ['brackets and quotes inside strings', '["]\\"[{", 2]', ['"]\\"[{"', '2']],
    ['too many closing braces in a row', '[{"a":1}}, {"b":2}]', ['{"a":1}}', '{"b":2}']],
    ['lines with one broken line', '{"a":1}\n{"b":\n{"c":3}', ['{"a":1}', '{"b":', '{"c":3}']],
  ])('%s', async (_name, text, rows) => {
    expect(await texts(text)).toEqual(rows);
    expect(await texts(text, 1)).toEqual(rows);
  });

  test('skips a row that is too long, and returns the next row in full', async () => {
    const long = `"${'x'.repeat(MAX_ROW_BYTES)}"`;
    expect(await texts(`[1,${long},2]`, 65_536)).toEqual(['1', undefined, '2']);
    expect(await texts(`{}\n${long}\n{}`, 65_536)).toEqual(['{}', undefined, '{}']);
  });

  test.each([
    ['[{"a":1},{"b":', 'in row 2'],
    ['[1,2', 'in row 2'],
    ['[1] [2]', 'something follows'],
  ])('returns the complete rows of %s, and then reports the damage', async (text, message) => {
    for (const chunkSize of [3, 1_000]) {
      const rows: RowBytes[] = [];
      const reading = (async () => {
        for await (const batch of splitJsonRows(inChunks(Buffer.from(text), chunkSize))) rows.push(...batch);
      })();
      await expect(reading).rejects.toMatchObject({
        kind: 'invalid',
        code: 'import-file-damaged',
        message: expect.stringContaining(message) as unknown,
      });
      expect(rows.length).toBeGreaterThan(0);
    }
  });
});
