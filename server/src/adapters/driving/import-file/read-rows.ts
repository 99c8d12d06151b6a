import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RawRow } from '../../../application/films/import-run.ts';
import { plainBytes } from './plain-bytes.ts';
import { MAX_ROW_BYTES, splitJsonRows, type RowBytes } from './split-json-rows.ts';

/** The process can receive Ctrl-C after this many rows. One chunk of a file may have a hundred thousand. */
const ROWS_PER_TURN = 10;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads rows from the bytes of a file: a JSON array or JSON lines, plain or gzip. The format is recognized by the first
 * bytes and not by the file's name.
 *
 * @param signal if it aborts, reading ends with its reason, even in the middle of a row or of a long run of spaces
 * @throws MarqueeError `invalid` when the file is damaged. All rows before the damage are yielded first
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<RawRow[]> {
  for await (const rows of splitJsonRows(untilAborted(plainBytes(chunks), signal))) {
    for (let start = 0; start < rows.length; start += ROWS_PER_TURN) {
      yield rows.slice(start, start + ROWS_PER_TURN).map(parseRow);
      await nextTurn();
      signal?.throwIfAborted();
    }
  }
}

async function* untilAborted(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    // A source that has its data in memory would not let the process receive Ctrl-C.
    await nextTurn();
    signal?.throwIfAborted();
    yield chunk;
  }
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
