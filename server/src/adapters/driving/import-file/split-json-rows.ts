import { MarqueeError } from '../../../domain/errors.ts';

/** One row of a file. Rows are numbered from 1. `bytes` is absent if the row was too long to be kept. */
export type RowBytes = { readonly number: number; readonly bytes?: Uint8Array };

/**
 * Five times the size of the largest film, which may be written with escapes. The longest line of an export has 400,000
 * bytes. A longer row is skipped and not held in memory.
 */
export const MAX_ROW_BYTES = 524_288;

const BYTE = {
  newline: 0x0a,
  quote: 0x22,
  comma: 0x2c,
  open: 0x5b,
  backslash: 0x5c,
  close: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
};

/**
 * Splits a JSON array, or JSON lines, into rows without parsing the rows, so that a row that is not JSON does not
 * affect other rows. In an array, this holds only if the quotes and brackets of the bad row are balanced. The first
 * byte that is not white space shows whether the file is an array. At most one chunk and one row are held in memory.
 *
 * @throws MarqueeError `invalid` if an array is not closed, or if something follows it. All complete rows are yielded
 * first
 */
export async function* splitJsonRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RowBytes[]> {
  const cutter = new RowCutter();
  for await (const chunk of chunks) {
    const rows = cutter.take(chunk);
    if (rows.length > 0) yield rows;
  }
  yield cutter.finish();
}

class RowCutter {
  #mode: 'unknown' | 'array' | 'lines' | 'closed' = 'unknown';
  #number = 0;
  /** Bytes of the unfinished row at the end of the last chunk. */
  #parts: Uint8Array[] = [];
  #length = 0;
  /** Depth of nesting inside a row of an array. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #sawComma = false;
  /** Whether something follows the closing bracket. Reported at the end, after all rows. */
  #isFollowed = false;
  #rows: RowBytes[] = [];

  take(chunk: Uint8Array): RowBytes[] {
    let start = 0;
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (this.#mode === 'unknown') {
        if (isSpaceOrMark(byte)) continue;
        this.#mode = byte === BYTE.open ? 'array' : 'lines';
        start = this.#mode === 'array' ? i + 1 : i;
        if (this.#mode === 'array') continue;
      }
      if (this.#mode === 'closed') {
        this.#isFollowed ||= !isSpaceOrMark(byte);
        continue;
      }
      if (!(this.#mode === 'lines' ? byte === BYTE.newline : this.#endsElement(byte))) continue;
      this.#keep(chunk.subarray(start, i));
      start = i + 1;
      const closes = this.#mode === 'array' && byte === BYTE.close;
      this.#endRow(this.#mode === 'array' && (!closes || this.#sawComma));
      this.#sawComma = true;
      if (closes) this.#mode = 'closed';
    }
    if (this.#mode === 'array' || this.#mode === 'lines') this.#keep(chunk.slice(start));
    return this.#handOver();
  }

  finish(): RowBytes[] {
    if (this.#mode === 'lines') this.#endRow(false);
    if (this.#mode === 'array') throw damaged(`it ends before its closing bracket, in row ${String(this.#number + 1)}`);
    if (this.#isFollowed) throw damaged('something follows the closing bracket of the array');
    return this.#handOver();
  }

  /**
   * Whether a byte of an array ends the row: a comma or closing bracket that belongs to the array itself, not to a row.
   */
  #endsElement(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BYTE.backslash) this.#escaped = true;
      else if (byte === BYTE.quote) this.#inString = false;
      return false;
    }
    if (byte === BYTE.quote) this.#inString = true;
    else if (byte === BYTE.open || byte === BYTE.openObject) this.#depth += 1;
    else if (byte === BYTE.close && this.#depth === 0) return true;
    else if (byte === BYTE.close || byte === BYTE.closeObject) this.#depth = Math.max(0, this.#depth - 1);
    return byte === BYTE.comma && this.#depth === 0;
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length <= MAX_ROW_BYTES) this.#parts.push(part);
    else this.#parts = [];
  }

  /** @param countBlank whether an empty row counts, such as between the commas of `[1,,2]` */
  #endRow(countBlank: boolean): void {
    const bytes = this.#length <= MAX_ROW_BYTES ? Buffer.concat(this.#parts) : undefined;
    const isBlank = bytes?.every(isSpaceOrMark) ?? false;
    this.#parts = [];
    this.#length = 0;
    this.#depth = 0;
    if (isBlank && !countBlank) return;
    this.#number += 1;
    this.#rows.push({ number: this.#number, ...(bytes && { bytes }) });
  }

  #handOver(): RowBytes[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}

/** Whether a byte is white space (0x09 to 0x0d, or a space), or part of UTF-8's byte order mark. */
function isSpaceOrMark(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xef || byte === 0xbb || byte === 0xbf;
}

function damaged(detail: string): MarqueeError {
  return new MarqueeError('invalid', 'import-file-damaged', `The file is damaged: ${detail}.`);
}
