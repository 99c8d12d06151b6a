import type { Clock } from '../../../ports/clock.ts';
import { printable } from './printable.ts';

const BAR_WIDTH = 30;
/** The bar on a terminal is redrawn at most ten times a second. */
const REDRAW_MS = 100;
/** If the output is not a terminal and the file's size is unknown, a line is written each time after this many rows. */
const ROWS_PER_LINE = 10_000;

/**
 * Shows the progress of an import, or of another command that goes through films. On a terminal it draws a bar with the
 * rate and the time left. If the output is not a terminal, it writes a line after each 10 % of the file.
 */
export class ImportProgress {
  readonly #out: NodeJS.WriteStream;
  readonly #clock: Clock;
  readonly #sizeBytes: number | undefined;
  readonly #startedMs: number;
  readonly #counted: 'rows' | 'films';
  #readBytes = 0;
  #rows = 0;
  /** The number of rows in all, if it is known. */
  #allRows: number | undefined;
  #drawnMs = -Infinity;
  #linesWritten = 0;

  constructor(
    out: NodeJS.WriteStream,
    clock: Clock,
    sizeBytes: number | undefined,
    counted: 'rows' | 'films' = 'rows',
  ) {
    this.#out = out;
    this.#clock = clock;
    this.#sizeBytes = sizeBytes;
    this.#counted = counted;
    this.#startedMs = clock.monotonicMs();
  }

  /** Passes on the bytes of the file and counts them. */
  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      yield chunk;
      this.#readBytes += chunk.length;
    }
  }

  /** @param allRows the number of rows in all; absent: progress is measured by the bytes of the file */
  update(rows: number, allRows?: number): void {
    this.#rows = rows;
    this.#allRows = allRows;
    if (this.#out.isTTY) this.#draw();
    else this.#writeLine();
  }

  /** Clears the bar and writes a line, which may have text of a file. The bar is drawn again at the next update. */
  say(line: string): void {
    this.#out.write(`${this.#out.isTTY ? '\r\u001b[K' : ''}${printable(line)}\n`);
    this.#drawnMs = -Infinity;
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001b[K');
  }

  elapsedMs(): number {
    return this.#clock.monotonicMs() - this.#startedMs;
  }

  #draw(): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    const done = this.#done();
    const filled = Math.round((done ?? 0) * BAR_WIDTH);
    const bar = done === undefined ? '' : `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] `;
    this.#out.write(`\r\u001b[K${bar}${this.#describe(done)}`);
  }

  #writeLine(): void {
    const done = this.#done();
    const due = done === undefined ? Math.floor(this.#rows / ROWS_PER_LINE) : Math.floor(done * 10);
    if (due <= this.#linesWritten) return;
    this.#linesWritten = due;
    this.#out.write(`${this.#describe(done)}\n`);
  }

  #describe(done: number | undefined): string {
    const elapsedMs = this.elapsedMs();
    const rate = elapsedMs > 0 ? Math.round((this.#rows / elapsedMs) * 1000) : 0;
    const rows = `${this.#rows.toLocaleString('en')} ${this.#counted}, ${rate.toLocaleString('en')}/s`;
    if (done === undefined) return rows;
    const leftSec = done > 0 ? Math.ceil((elapsedMs / done - elapsedMs) / 1000) : undefined;
    return `${String(Math.floor(done * 100))} %  ${rows}${leftSec === undefined ? '' : `, ${String(leftSec)} s left`}`;
  }

  #done(): number | undefined {
    if (this.#allRows !== undefined) return this.#allRows === 0 ? 1 : this.#rows / this.#allRows;
    return this.#sizeBytes ? Math.min(1, this.#readBytes / this.#sizeBytes) : undefined;
  }
}
