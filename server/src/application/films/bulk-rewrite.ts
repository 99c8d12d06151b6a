import type { FilmImportStore, StoredRecord } from '../../ports/film-import-store.ts';
import { BulkImport, type BulkImportPorts, type Findable } from './bulk-import.ts';
import type { WithDerived } from './derived-attributes.ts';
import { WritePool } from './write-pool.ts';

export type BulkRewritePorts = BulkImportPorts & { readonly store: FilmImportStore };

/** Returns what a stored film becomes. `undefined` leaves the film as it is. */
export type Rewrite = (id: string, stored: StoredRecord) => WithDerived | undefined;

/**
 * Called for each film that was rewritten (`written`), or was not rewritten because somebody changed it in the meantime
 * (`refused`).
 */
export type OnRewritten = (id: string, outcome: 'written' | 'refused') => void;

/**
 * Writes derived attributes of many films. No film enters the list of changes. Search finds the new values in the
 * snapshot that is built at the end. Each write is conditional, so it never overwrites what somebody changes in the
 * meantime.
 */
export class BulkRewrite {
  readonly #ports: BulkRewritePorts;

  constructor(ports: BulkRewritePorts) {
    this.#ports = ports;
  }

  /**
   * @param batches ids of films that may change
   * @param signal when it aborts, no further write starts
   * @throws MarqueeError `upstream-unavailable` when the store fails; films that were written stay
   */
  async execute(
    batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
    rewrite: Rewrite,
    onRewritten: OnRewritten,
    signal?: AbortSignal,
  ): Promise<Findable> {
    const { store } = this.#ports;
    const bulk = new BulkImport(this.#ports);
    const pool = new WritePool(store.maxConcurrentWrites);
    try {
      for await (const ids of batches) {
        for (const [id, stored] of await store.read(ids)) {
          if (signal?.aborted) break;
          const film = rewrite(id, stored);
          if (!film) continue;
          await bulk.open();
          await pool.add(async () => {
            const isWritten = await store.derive({ id, ...film }, stored, 'bulk');
            onRewritten(id, isWritten ? 'written' : 'refused');
          });
        }
        if (signal?.aborted) break;
      }
      await pool.drain();
    } catch (error) {
      await pool.settle();
      await bulk.leave();
      throw error;
    }
    return bulk.finish(signal);
  }
}
