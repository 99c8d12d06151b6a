import type { Film } from '../../domain/film.ts';
import type { FilmImportStore } from '../../ports/film-import-store.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import { BulkImport, type BulkImportPorts, type Findable } from './bulk-import.ts';
import { derivedAgain, derivesOtherwise } from './derived-attributes.ts';
import { WritePool } from './write-pool.ts';

export type DeriveCounts = {
  /** Films that were read. */
  films: number;
  /** Films whose directors were added, replaced or removed. */
  updated: number;
  /** Films that kept other directors than the rule finds, because a person or an import gave them. */
  kept: number;
};

export type DeriveFilmsPorts = BulkImportPorts & {
  readonly films: Pick<FilmRepository, 'scan'>;
  readonly store: FilmImportStore;
};

/**
 * Derives the directors of all films of the catalogue from their synopses, as an import does for new films. It is
 * idempotent: a second run changes nothing, and completes a run that was interrupted. See docs/directors.md.
 */
export class DeriveFilms {
  readonly #ports: DeriveFilmsPorts;

  constructor(ports: DeriveFilmsPorts) {
    this.#ports = ports;
  }

  /**
   * No film enters the list of changes. Search finds the new directors in the snapshot that is built at the end.
   *
   * @param onProgress called after each batch of films
   * @param signal when it aborts, no further write starts
   * @throws MarqueeError `upstream-unavailable` when the store fails; films that were written stay
   */
  async execute(
    onProgress: (counts: Readonly<DeriveCounts>) => void,
    signal?: AbortSignal,
  ): Promise<{ readonly counts: Readonly<DeriveCounts>; readonly findable: Findable }> {
    const { films, store } = this.#ports;
    const bulk = new BulkImport(this.#ports);
    const pool = new WritePool(store.maxConcurrentWrites);
    const counts: DeriveCounts = { films: 0, updated: 0, kept: 0 };
    try {
      for await (const batch of films.scan()) {
        if (signal?.aborted) break;
        await this.#derive(batch, { bulk, pool, counts, signal });
        counts.films += batch.length;
        onProgress(counts);
      }
      await pool.drain();
    } catch (error) {
      await pool.settle();
      await bulk.leave();
      throw error;
    }
    return { counts, findable: await bulk.finish(signal) };
  }

  async #derive(batch: readonly Film[], { bulk, pool, counts, signal }: Run): Promise<void> {
    const { store } = this.#ports;
    const ids = batch.filter(({ attributes }) => derivesOtherwise(attributes)).map(({ id }) => id);
    // The scan does not say which attributes are derived, so only films that may change are read.
    for (const [id, record] of await store.read(ids)) {
      const again = derivedAgain(record);
      if (!again) {
        counts.kept += 1;
        continue;
      }
      if (signal?.aborted) return;
      await bulk.open();
      await pool.add(async () => {
        const isWritten = await store.derive({ id, ...again }, record, 'bulk');
        counts[isWritten ? 'updated' : 'kept'] += 1;
      });
    }
  }
}

type Run = {
  readonly bulk: BulkImport;
  readonly pool: WritePool;
  readonly counts: DeriveCounts;
  readonly signal: AbortSignal | undefined;
};
