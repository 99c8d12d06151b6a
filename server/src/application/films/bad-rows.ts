import { MarqueeError } from '../../domain/errors.ts';

/** A list of films has a few bad rows, and never this many without a good one between them. */
const MOST_BAD_ROWS = 10_000;

/**
 * Counts the bad rows that follow each other. A file of 10 kB may unpack to five million rows that are no films, and each
 * would be parsed and reported.
 */
export class BadRows {
  #inRow = 0;

  good(): void {
    this.#inRow = 0;
  }

  bad(): void {
    this.#inRow += 1;
  }

  /** Why reading stops here; `undefined` if it may go on. */
  get fault(): MarqueeError | undefined {
    if (this.#inRow < MOST_BAD_ROWS) return undefined;
    const detail = `${MOST_BAD_ROWS.toLocaleString('en')} rows in a row are bad, so the file is not read further.`;
    return new MarqueeError('invalid', 'import-file-too-many-bad-rows', detail);
  }
}
