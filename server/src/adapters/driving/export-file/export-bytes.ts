import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * Encodes the lines of an export.
 *
 * @param onChunk receives each chunk before it is passed on
 */
export async function* utf8(
  lines: AsyncIterable<string>,
  onChunk: (chunk: Uint8Array) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  for await (const text of lines) {
    const chunk = Buffer.from(text);
    onChunk(chunk);
    yield chunk;
  }
}

/** Compresses the bytes of an export. If the chunks fail, the compressed bytes end with the same error. */
export async function* gzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGzip();
  const pumping = pipeline(Readable.from(chunks), stream);
  // The failure of a pipeline needs no handler here: it also ends the loop below, which reports it.
  pumping.catch(() => undefined);
  yield* stream as AsyncIterable<Uint8Array>;
}
