import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { RawRow } from '../../../application/films/import-run.ts';
import { errorCode, MarqueeError } from '../../../domain/errors.ts';
import { MAX_ROW_BYTES, splitJsonRows, type RowBytes } from './split-json-rows.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads rows from the bytes of a file: a JSON array or JSON lines, plain or gzip. The format is recognized by the first
 * bytes and not by the file's name.
 *
 * @throws MarqueeError `invalid` when the file is damaged. All rows before the damage are yielded first
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow[]> {
  for await (const rows of splitJsonRows(plain(chunks))) yield rows.map(parseRow);
}

function parseRow({ number, bytes }: RowBytes): RawRow {
  if (!bytes) return { number, fault: `is longer than ${String(MAX_ROW_BYTES)} bytes` };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { number, fault: 'is not UTF-8' };
  }
  try {
    return { number, value: JSON.parse(text) as unknown };
  } catch {
    return { number, fault: 'is not JSON' };
  }
}

async function* plain(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = restOf(first.value, iterator);
  yield* first.value[0] === 0x1f && first.value[1] === 0x8b ? gunzip(all) : all;
}

async function* restOf(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
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
