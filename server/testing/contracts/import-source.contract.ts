import { expect, test } from '@jest/globals';
import type { ImportSource } from '../../src/ports/import-source.ts';

/** A place that contains files, and the adapter that reads them. */
export type SourceUnderTest = {
  readonly source: ImportSource;
  /** @returns the location of a file with these bytes */
  put(name: string, bytes: Uint8Array): Promise<string>;
  /** The location of an absent file. */
  missing(): string;
};

/** The contract of every ImportSource. See ports/import-source.ts. */
export function importSourceContract(get: () => SourceUnderTest): void {
  async function readAll(location: string): Promise<{ bytes: Buffer; sizeBytes: number | undefined; chunks: number }> {
    const { chunks, sizeBytes } = await get().source.open(location);
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return { bytes: Buffer.concat(parts), sizeBytes, chunks: parts.length };
  }

  test('returns the bytes unchanged, and their number', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0, 255, 10, 13]);
    const location = await get().put('a b+ü.json.gz', bytes);
    expect(await readAll(location)).toMatchObject({ bytes, sizeBytes: 6 });
  });

  test('returns a large file in several chunks', async () => {
    const bytes = Buffer.alloc(3_000_000, 'abc');
    const { bytes: read, sizeBytes, chunks } = await readAll(await get().put('large', bytes));
    expect(read.equals(bytes)).toBe(true);
    expect(sizeBytes).toBe(3_000_000);
    expect(chunks).toBeGreaterThan(3);
  });

  test('returns no bytes for an empty file', async () => {
    expect((await readAll(await get().put('empty', Buffer.alloc(0)))).bytes).toHaveLength(0);
  });

  test('reports an absent file as missing', async () => {
    await expect(get().source.open(get().missing())).rejects.toMatchObject({
      kind: 'not-found',
      code: 'import-source-missing',
    });
  });
}
