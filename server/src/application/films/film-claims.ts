import { hashText } from '../../domain/hash-text.ts';
import type { ImportRow } from './import-row.ts';

/** A film that this run has assigned to a row. */
export type Claim = {
  readonly id: string;
  /** A hash of the name of the film's page. `undefined` if no row of the film names a page. */
  readonly page: number | undefined;
  /** Whether this run created the film. */
  readonly isNew: boolean;
};

/** The films that an import has assigned to rows so far. Each film takes about 150 bytes. */
export class FilmClaims {
  readonly #bySpelling = new Map<number, Claim | Claim[]>();
  /** 53-bit hashes. */
  readonly #ids = new Set<number>();

  has(id: string): boolean {
    return this.#ids.has(hashText(id));
  }

  /** The films that have the row's year and, apart from case, accents, spaces and symbols, its title. */
  matesOf(row: ImportRow): readonly Claim[] {
    const mates = this.#bySpelling.get(row.spelling);
    if (mates === undefined) return [];
    return Array.isArray(mates) ? mates : [mates];
  }

  add(id: string, row: ImportRow, isNew: boolean): void {
    const claim: Claim = { id, page: row.page, isNew };
    const mates = this.matesOf(row);
    this.#bySpelling.set(row.spelling, mates.length === 0 ? claim : [...mates, claim]);
    this.#ids.add(hashText(id));
  }

  /** Forgets that a film was assigned to a row. */
  remove(id: string, row: ImportRow): void {
    this.#bySpelling.set(
      row.spelling,
      this.matesOf(row).filter((mate) => mate.id !== id),
    );
    this.#ids.delete(hashText(id));
  }

  /** Reserves an id, so that no row of this run gets it. */
  take(id: string): void {
    this.#ids.add(hashText(id));
  }

  /**
   * Records that a row was merged into a film. If the film had no page, it gets that of the row. `id` is the id of the
   * film from now on.
   */
  merge(claim: Claim, row: ImportRow, id = claim.id): void {
    const merged = { id, page: claim.page ?? row.page, isNew: claim.isNew && id === claim.id };
    const mates = this.matesOf(row).map((mate) => (mate.id === claim.id ? merged : mate));
    this.#bySpelling.set(row.spelling, mates);
    this.#ids.add(hashText(id));
  }
}
