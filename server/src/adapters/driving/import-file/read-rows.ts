import type { RawRow } from '../../../application/films/import-run.ts';
import { plainBytes } from './plain-bytes.ts';
import { MAX_ROW_BYTES, splitJsonRows, type RowBytes } from './split-json-rows.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads rows from the bytes of a file: a JSON array or JSON lines, plain or gzip. The format is recognized by the first
 * bytes and not by the file's name.
 *
 * @throws MarqueeError `invalid` when the file is damaged. All rows before the damage are yielded first
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow[]> {
  for await (const rows of splitJsonRows(plainBytes(chunks))) yield rows.map(parseRow);
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
