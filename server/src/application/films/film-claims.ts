import { numberedFilmId } from '../../domain/film-id.ts';
import { hashText } from '../../domain/hash-text.ts';
import type { ImportRow } from './import-row.ts';

/** A film that this run has assigned to a row. */
export type Claim = {
  readonly id: string;
  /** A hash of the name of the film's page. `undefined` if no row of the film names a page. */
  readonly page: number | undefined;
  /** Whether this run created the film. */
  readonly isNew: boolean;
  /** The claims of a run are numbered in the order in which they were made. */
  readonly order: number;
};

/** Films of one title and year: all by id, and their ids by page. */
type Mates = { readonly byId: Map<string, Claim>; readonly byPage: Map<number | undefined, Set<string>> };

/**
 * The films that an import has assigned to rows so far. Each film takes about 150 bytes. No operation takes longer
 * because many films have one title.
 */
export class FilmClaims {
  readonly #bySpelling = new Map<number, Claim | Mates>();
  /** 53-bit hashes. */
  readonly #ids = new Set<number>();
  /** For a slug whose first id is taken: the first ordinal that this run has not assigned to a row. */
  readonly #firstUnclaimed = new Map<string, number>();
  #made = 0;

  has(id: string): boolean {
    return this.#ids.has(hashText(id));
  }

  /** The first ordinal whose id this run has not assigned to a row. All ids before it are assigned. */
  firstUnclaimed(slug: string): number {
    const before = this.#firstUnclaimed.get(slug) ?? 1;
    let ordinal = before;
    while (this.has(numberedFilmId(slug, ordinal))) ordinal += 1;
    if (ordinal > before) this.#firstUnclaimed.set(slug, ordinal);
    return ordinal;
  }

  /**
   * The films that have the row's year and, apart from case, accents, spaces and symbols, its title. Films that have
   * another page than the row are left out.
   *
   * @param most returns at most this many
   * @returns the films in the order in which they were assigned
   */
  matesOf({ spelling, page }: ImportRow, most: number): readonly Claim[] {
    const mates = this.#bySpelling.get(spelling);
    if (mates === undefined) return [];
    if (!('byId' in mates)) return isOnAnotherPage(mates, page) ? [] : [mates];
    if (page === undefined) return firstOf(mates.byId.values(), most).sort((a, b) => a.order - b.order);
    const ids = [page, undefined].flatMap((one) => firstOf(mates.byPage.get(one) ?? [], most));
    const found = ids.flatMap((id) => mates.byId.get(id) ?? []);
    return found.sort((a, b) => a.order - b.order).slice(0, most);
  }

  add(id: string, row: ImportRow, isNew: boolean): void {
    this.#made += 1;
    this.#put(row.spelling, { id, page: row.page, isNew, order: this.#made });
    this.#ids.add(hashText(id));
  }

  /** Forgets that a film was assigned to a row. */
  remove(id: string, row: ImportRow): void {
    this.#take(row.spelling, id);
    this.#ids.delete(hashText(id));
    this.#firstUnclaimed.delete(row.slug);
    if (row.uncleaned) this.#firstUnclaimed.delete(row.uncleaned.slug);
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
    const { page = row.page, isNew, order } = claim;
    this.#take(row.spelling, claim.id);
    this.#put(row.spelling, { id, page, isNew: isNew && id === claim.id, order });
    this.#ids.add(hashText(id));
  }

  #put(spelling: number, claim: Claim): void {
    const mates = this.#bySpelling.get(spelling);
    if (mates === undefined) this.#bySpelling.set(spelling, claim);
    else if ('byId' in mates) addTo(mates, claim);
    else {
      const both: Mates = { byId: new Map(), byPage: new Map() };
      addTo(both, mates);
      addTo(both, claim);
      this.#bySpelling.set(spelling, both);
    }
  }

  #take(spelling: number, id: string): void {
    const mates = this.#bySpelling.get(spelling);
    if (mates === undefined) return;
    if ('byId' in mates) {
      mates.byPage.get(mates.byId.get(id)?.page)?.delete(id);
      mates.byId.delete(id);
    } else if (mates.id === id) this.#bySpelling.delete(spelling);
  }
}

function isOnAnotherPage(claim: Claim, page: number | undefined): boolean {
  return claim.page !== undefined && page !== undefined && claim.page !== page;
}

function addTo({ byId, byPage }: Mates, claim: Claim): void {
  byId.set(claim.id, claim);
  const ids = byPage.get(claim.page) ?? new Set();
  byPage.set(claim.page, ids.add(claim.id));
}

function firstOf<T>(all: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length === most) break;
    first.push(one);
  }
  return first;
}
