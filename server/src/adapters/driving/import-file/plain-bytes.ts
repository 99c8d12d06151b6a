import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { errorCode, MarqueeError } from '../../../domain/errors.ts';

/** Bytes of each decompressed chunk. With chunks of zlib's default size, decompression takes a third longer. */
const CHUNK_BYTES = 262_144;

const GZIP_MARK = [0x1f, 0x8b];

/**
 * gzip can pack a thousand bytes into one, so a small file could occupy an import for hours. Lists of films get 4 to 10
 * times as small: the real data set is 22.0 MB, and 5.9 MB as gzip.
 */
const MAX_RATIO = 25;
/** This many bytes may always be unpacked, because small files of made-up films are often repetitive. */
const ALWAYS_UNPACKED_BYTES = 10_485_760;

/**
 * Decompresses the bytes of a file if they are gzip, which their first two bytes show.
 *
 * @throws MarqueeError `invalid` when the gzip data is damaged, or unpacks to far more than films do. All bytes before
 * that are yielded first
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
  let packed = 0;
  let unpacked = 0;
  const counted = async function* () {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const pumping = pipeline(Readable.from(counted()), stream);
  // The failure of a pipeline needs no handler here: it also ends the loop below, which reports it.
  pumping.catch(() => undefined);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      if (unpacked > ALWAYS_UNPACKED_BYTES + packed * MAX_RATIO) throw unpacksToTooMuch();
      yield chunk;
    }
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

function unpacksToTooMuch(): MarqueeError {
  const detail = `The file unpacks to more than ${String(MAX_RATIO)} times its size, which a list of films does not.`;
  return new MarqueeError('invalid', 'import-file-unpacks-to-too-much', `${detail} To import it, unpack it first.`);
}
