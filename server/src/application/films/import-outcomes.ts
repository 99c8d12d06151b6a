import { QualityTally } from './quality-tally.ts';

/** Each row adds 1 to `rows` and to exactly one of the other counts, so `rows` is their sum. */
export type ImportCounts = {
  rows: number;
  created: number;
  /** The row has changed since an earlier import, and the film was replaced. */
  updated: number;
  /** The same row has been imported before. */
  unchanged: number;
  /** An earlier row of this file is the same film, and this row was merged into it. */
  merged: number;
  /** The row was skipped, because its film was created, edited or deleted through the API. */
  kept: number;
  bad: number;
};

export type ImportListener = {
  /** Receives each row that the import skipped, with the reason. */
  onRowLeftAside(row: number, outcome: 'bad' | 'kept', reason: string): void;
  onProgress(counts: Readonly<ImportCounts>): void;
  /** Awaited before the first film is written. Never called when there is nothing to write. */
  beforeFirstWrite?(): Promise<void>;
  /** Called when all rows are done. A large import builds a search snapshot after this. */
  onRowsDone?(counts: Readonly<ImportCounts>): void;
};

/** What became of the rows of one import. */
export class ImportOutcomes {
  readonly counts: ImportCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, merged: 0, kept: 0, bad: 0 };
  readonly quality = new QualityTally();
  readonly #listener: ImportListener;

  constructor(listener: ImportListener) {
    this.#listener = listener;
  }

  leaveAside(row: number, outcome: 'bad' | 'kept', reason: string): void {
    this.counts[outcome] += 1;
    this.#listener.onRowLeftAside(row, outcome, reason);
  }

  reportProgress(): void {
    this.#listener.onProgress(this.counts);
  }

  async beforeFirstWrite(): Promise<void> {
    await this.#listener.beforeFirstWrite?.();
  }
}
