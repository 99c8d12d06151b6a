import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';

const countsSchema = z.record(z.string(), z.number().int().nonnegative());

const SAVE_AFTER_MS = 1_000;

/**
 * Counts how many films each table of a data folder has ever held, deleted ones included, in a file beside LevelDB. A
 * table keeps the items of deleted films too, so it has fewer items than the count only after a loss. The count is
 * needed because LevelDB skips a damaged part without reporting it.
 *
 * The count in the file is up to a second old. It is never too high, so it cannot report a loss that did not happen.
 */
export class FilmCount {
  readonly #file: string;
  readonly #table: string;
  #counts: Record<string, number>;
  #now = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(file: string, table: string, counts: Record<string, number>) {
    this.#file = file;
    this.#table = table;
    this.#counts = counts;
  }

  /** An absent or unreadable file means no count. */
  static async read(file: string, table: string): Promise<FilmCount> {
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new FilmCount(file, table, parseCounts(text));
  }

  /** The highest number of films that the table is known to have held; `undefined` when there is no count. */
  get known(): number | undefined {
    return this.#counts[this.#table];
  }

  /** @param films the number of films that the table holds now */
  async start(films: number): Promise<void> {
    this.#now = films;
    await this.#save();
  }

  /** Counts one more film. */
  add(): void {
    this.#now += 1;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#save();
    }, SAVE_AFTER_MS).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#save();
  }

  async #save(): Promise<void> {
    if (this.#now <= (this.known ?? -1)) return;
    this.#counts = { ...this.#counts, [this.#table]: this.#now };
    try {
      await writeFile(`${this.#file}.new`, JSON.stringify(this.#counts));
      await rename(`${this.#file}.new`, this.#file);
    } catch {
      // If the disk is full, the count in the file stays too low, which does no harm.
    }
  }
}

function parseCounts(text: string): Record<string, number> {
  try {
    return countsSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
