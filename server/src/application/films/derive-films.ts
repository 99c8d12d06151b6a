import type { FilmRepository } from '../../ports/film-repository.ts';
import type { Findable } from './bulk-import.ts';
import { BulkRewrite, type BulkRewritePorts } from './bulk-rewrite.ts';
import { derivedAgain, derivesOtherwise } from './derived-attributes.ts';

export type DeriveCounts = {
  /** Films that were read. */
  films: number;
  /** Films whose directors were added, replaced or removed. */
  updated: number;
  /**
   * Films that kept directors other than those that the rules find. Either a person or an import gave these directors,
   * or somebody changed the film while the command ran.
   */
  kept: number;
};

export type DeriveFilmsPorts = BulkRewritePorts & { readonly films: Pick<FilmRepository, 'scan'> };

/**
 * Derives the directors of all films of the catalogue from their synopses, as an import does for new films. It is
 * idempotent: a second run changes nothing, or completes a run that was interrupted. See docs/directors.md.
 */
export class DeriveFilms {
  readonly #ports: DeriveFilmsPorts;

  constructor(ports: DeriveFilmsPorts) {
    this.#ports = ports;
  }

  /**
   * @param onProgress called after each batch of films
   * @param signal when it aborts, no further write starts
   * @throws MarqueeError `upstream-unavailable` when the store fails; films that were written stay
   */
  async execute(
    onProgress: (counts: Readonly<DeriveCounts>) => void,
    signal?: AbortSignal,
  ): Promise<{ readonly counts: Readonly<DeriveCounts>; readonly findable: Findable }> {
    const counts: DeriveCounts = { films: 0, updated: 0, kept: 0 };
    const findable = await new BulkRewrite(this.#ports).execute(
      this.#outdated(counts, onProgress),
      (_id, stored) => {
        const again = derivedAgain(stored);
        if (!again) counts.kept += 1;
        return again;
      },
      (_id, outcome) => {
        counts[outcome === 'written' ? 'updated' : 'kept'] += 1;
      },
      signal,
    );
    return { counts, findable };
  }

  /**
   * The films that may change. The scan does not say which attributes are derived, so these films, and no others, are
   * read again.
   */
  async *#outdated(
    counts: DeriveCounts,
    onProgress: (counts: Readonly<DeriveCounts>) => void,
  ): AsyncGenerator<readonly string[]> {
    for await (const batch of this.#ports.films.scan()) {
      yield batch.filter(({ attributes }) => derivesOtherwise(attributes)).map(({ id }) => id);
      counts.films += batch.length;
      onProgress(counts);
    }
  }
}
