import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { errorCode, MarqueeError } from '../../../domain/errors.ts';

/** Bytes of each decompressed chunk. With chunks of zlib's default size, decompression takes a third longer. */
const CHUNK_BYTES = 262_144;

const GZIP_MARK = [0x1f, 0x8b];

/**
 * Decompresses the bytes of a file if they are gzip, which their first two bytes show.
 *
 * @throws MarqueeError `invalid` when the gzip data is damaged. All bytes before the damage are yielded first
 */
export async function* plainBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { start, all } = await peek(chunks, (bytes) => bytes.length >= GZIP_MARK.length);
  yield* GZIP_MARK.every((byte, i) => start[i] === byte) ? gunzip(all) : all;
}

/**
 * Looks at the first bytes.
 *
 * @param isEnough whether the bytes that have been read so far are enough
 * @returns `start`, the first bytes (all bytes if they are never enough); and `all`, all bytes, including `start`
 */
export async function peek(
  chunks: AsyncIterable<Uint8Array>,
  isEnough: (start: Uint8Array) => boolean,
): Promise<{ start: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start = new Uint8Array();
  while (!isEnough(start)) {
    const next = await iterator.next();
    if (next.done) break;
    start = start.length === 0 ? new Uint8Array(next.value) : Buffer.concat([start, next.value]);
  }
  return { start, all: chunksFrom(start, iterator) };
}

async function* chunksFrom(start: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (start.length > 0) yield start;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: CHUNK_BYTES });
  const pumping = pipeline(Readable.from(chunks), stream);
  // The failure of a pipeline needs no handler here: it also ends the loop below, which reports it.
  pumping.catch(() => undefined);
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!errorCode(error)?.startsWith('Z_')) throw error;
    throw new MarqueeError(
      'invalid',
      'import-file-damaged',
      'The file is damaged: its gzip data is broken or ends early.',
      {
        cause: error,
      },
    );
  }
}
