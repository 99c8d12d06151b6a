import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { plainBytes } from './plain-bytes.ts';
import { readRows } from './read-rows.ts';

const MB = 1_048_576;

async function* inChunks(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield await Promise.resolve(bytes.subarray(i, i + size));
}

async function unpackedBytes(file: Uint8Array): Promise<{ bytes: number; error: unknown }> {
  let bytes = 0;
  try {
    for await (const chunk of plainBytes(inChunks(file))) bytes += chunk.length;
    return { bytes, error: undefined };
  } catch (error) {
    return { bytes, error };
  }
}

describe('a small file that unpacks to far more than films do', () => {
  test('is read up to 10 MB and 25 times its size, and then refused', async () => {
    const file = gzipSync(Buffer.alloc(100 * MB, ' '));
    const { bytes, error } = await unpackedBytes(file);
    expect(error).toMatchObject({
      kind: 'invalid',
      code: 'import-file-unpacks-to-too-much',
      message: expect.stringContaining('more than 25 times its size') as unknown,
    });
    expect(bytes).toBeLessThanOrEqual(10 * MB + 25 * file.length);
    expect(bytes).toBeGreaterThan(9 * MB);
  });

  test('is accepted up to 10 MB, however repetitive it is', async () => {
    expect(await unpackedBytes(gzipSync(Buffer.alloc(10 * MB, ' ')))).toEqual({ bytes: 10 * MB, error: undefined });
  });
});

describe('an aborted signal', () => {
  test('ends the reading of a file that never ends a row', async () => {
    const stop = new AbortController();
    let chunks = 0;
    const endless = (async function* () {
      for (; chunks < 1_000; chunks += 1) {
        if (chunks === 3)
          setImmediate(() => {
            stop.abort(new Error('stopped'));
          });
        yield await Promise.resolve(Buffer.alloc(1_000, ' '));
      }
    })();
    const reading = (async () => {
      for await (const rows of readRows(endless, stop.signal)) expect(rows).toEqual([]);
    })();
    await expect(reading).rejects.toThrow('stopped');
    expect(chunks).toBeLessThan(6);
  });

  test('ends the reading within ten rows, although one chunk has thousands', async () => {
    const stop = new AbortController();
    let rows = 0;
    const reading = (async () => {
      for await (const batch of readRows(inChunks(Buffer.from('[' + '0,'.repeat(30_000) + '0]')), stop.signal)) {
        rows += batch.length;
        if (rows === 20)
          setImmediate(() => {
            stop.abort(new Error('stopped'));
          });
      }
    })();
    await expect(reading).rejects.toThrow('stopped');
    expect(rows).toBeLessThanOrEqual(40);
  });
});
