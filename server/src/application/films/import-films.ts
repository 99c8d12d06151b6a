import type { FilmImportStore } from '../../ports/film-import-store.ts';
import { BulkImport, type BulkImportPorts, type Findable } from './bulk-import.ts';
import type { ImportCounts, ImportListener } from './import-outcomes.ts';
import { ImportRun, type RawRow } from './import-run.ts';
import type { RuleCount } from './quality-tally.ts';

export type ImportResult = {
  readonly counts: Readonly<ImportCounts>;
  readonly findable: Findable;
  /** What the rules of the import found, the most frequent first. */
  readonly quality: readonly RuleCount[];
};

export type ImportFilmsPorts = BulkImportPorts & { readonly store: FilmImportStore };

/**
 * Imports films into the catalogue. It is idempotent: importing the same file again changes nothing, or completes an
 * import that was interrupted. See docs/operations.md for the rules on duplicates and on films edited in Marquee.
 */
export class ImportFilms {
  readonly #ports: ImportFilmsPorts;

  constructor(ports: ImportFilmsPorts) {
    this.#ports = ports;
  }

  /**
   * @param batches rows in file order
   * @param signal when it aborts, the import starts no further batch, finishes the rows it has begun, and returns the
   * counts so far
   * @throws MarqueeError `upstream-unavailable` when the store or the source fails; films that were written stay
   */
  async execute(
    batches: AsyncIterable<readonly RawRow[]>,
    listener: ImportListener,
    signal?: AbortSignal,
  ): Promise<ImportResult> {
    const { store, clock } = this.#ports;
    const bulk = new BulkImport(this.#ports);
    const run = new ImportRun(store, clock, bulk, listener);
    try {
      let sourceFailure: { readonly error: unknown } | undefined;
      const guarded = untilFailure(batches, (error) => {
        sourceFailure = { error };
      });
      for await (const batch of guarded) {
        if (signal?.aborted) break;
        await run.take(batch);
        if (!run.fault) continue;
        sourceFailure = { error: run.fault };
        break;
      }
      await run.finish();
      // Aborting also makes the source fail. That is not an error of the import.
      if (sourceFailure && !signal?.aborted) throw sourceFailure.error;
    } catch (error) {
      await run.settle();
      await bulk.leave();
      throw error;
    }
    listener.onRowsDone?.(run.counts);
    return { counts: run.counts, findable: await makeFindable(run, bulk, signal), quality: run.quality.counts };
  }
}

async function makeFindable(run: ImportRun, bulk: BulkImport, signal?: AbortSignal): Promise<Findable> {
  const { changedFilms } = run;
  return !bulk.isOpen && changedFilms > 0 ? { by: 'changes', films: changedFilms } : bulk.finish(signal);
}

/**
 * Passes on what the source yields. When the source fails, this ends instead of throwing, so that the rows before the
 * failure are still imported.
 */
async function* untilFailure<T>(source: AsyncIterable<T>, onFailure: (error: unknown) => void): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    onFailure(error);
  }
}
