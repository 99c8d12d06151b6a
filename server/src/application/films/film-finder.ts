import { numberedFilmId } from '../../domain/film-id.ts';
import type { FilmImportStore, StoredRecord } from '../../ports/film-import-store.ts';
import type { FilmClaims } from './film-claims.ts';
import type { ImportRow } from './import-row.ts';
import { areOneFilm, mayBeOneFilm, sharePeople } from './same-film.ts';

/** A stored film, or the record of a deleted one, that this run has not yet assigned to a row. */
export type StoredFilm = { readonly id: string; readonly record: StoredRecord };

/** `isCertain` is false if the film may belong to a later row instead. */
export type FoundFilm = StoredFilm & { readonly isCertain: boolean };

/**
 * How a stored record relates to a row. `free`: a deleted film that no import wrote, or that was merged into another.
 */
type Match = 'same' | 'possible' | 'other' | 'free';

/** A row may look at this many stored films of its slug, in any case. A film of 10 kB counts as ten. */
const FREE_LOOKS = 1_000;

/** A film counts as one look for each this many letters that it has as JSON. Most films have fewer. */
const LETTERS_PER_LOOK = 1_000;

/**
 * How many stored films a run may look at beyond the {@link FREE_LOOKS} of each row. In a catalogue of 4,000 titles without
 * a Latin letter and of one year (slug `film-2000`), a file in another order needs many. Without a limit, 2,000 rows and
 * 270 stored films of 96 kB took 18 minutes, and 180,000 rows and as many deleted films would take days.
 */
export class LookBudget {
  #left: number;

  constructor(looks = 10_000_000) {
    this.#left = looks;
  }

  /** Returns whether that many looks were left, and uses them. */
  use(looks: number): boolean {
    this.#left -= looks;
    return this.#left >= 0;
  }
}

/** Records that count as more looks are forgotten, so that a slug with thousands of large films does not fill the memory. */
const MOST_KEPT = 50_000;

/** The most ids that are read together. The store reads 100 ids in one call. */
const MAX_IDS_READ = 100;

/**
 * Finds the stored films that rows describe, by the ids that these films may have. Reads each id once, unless the films of
 * a slug have more than 50 MB together.
 */
export class FilmFinder {
  readonly #store: Pick<FilmImportStore, 'read'>;
  readonly #claims: FilmClaims;
  readonly #budget: LookBudget;
  readonly #records = new Map<string, StoredRecord | undefined>();
  /** How many looks each record counts as. */
  readonly #looks = new WeakMap<StoredRecord, number>();
  /** How many looks the records count as that were read after the first ids of the rows. */
  #kept = 0;

  constructor(store: Pick<FilmImportStore, 'read'>, claims: FilmClaims, budget: LookBudget) {
    this.#store = store;
    this.#claims = claims;
    this.#budget = budget;
  }

  /** Reads the first ids of all rows together. This is optional, but many times faster than reading them one by one. */
  async prefetch(rows: readonly ImportRow[]): Promise<void> {
    const ids = [...new Set(rows.flatMap(slugsOf))].filter((id) => !this.#claims.has(id));
    const records = ids.length > 0 ? await this.#store.read(ids) : new Map<string, StoredRecord>();
    for (const id of ids) this.#records.set(id, records.get(id));
  }

  /** The film that an earlier import made from this very row. */
  async findByHash(row: ImportRow): Promise<StoredFilm | undefined> {
    for await (const film of this.#unclaimed(row)) if (hasRow(film.record, row)) return film;
    return undefined;
  }

  /**
   * The stored film of a row. In order of preference, this is the film that an earlier import made from this very row,
   * the first film that is the same, a film that may be the same, or a deleted film whose id is free. If the row names
   * a page, the search ends at the first film that is the same, because a page identifies a film.
   */
  async find(row: ImportRow): Promise<FoundFilm | undefined> {
    const first: Partial<Record<Match, StoredFilm>> = {};
    for await (const film of this.#unclaimed(row)) {
      if (hasRow(film.record, row)) return { ...film, isCertain: true };
      first[matchOf(film.record, row)] ??= film;
      if (first.same && row.page !== undefined) break;
    }
    if (!first.same && first.possible) return { ...first.possible, isCertain: false };
    const film = first.same ?? first.free;
    return film && { ...film, isCertain: true };
  }

  /**
   * The id for a new film: the first id that is neither stored nor assigned to a row. `undefined` if the budget ends before
   * it is found.
   */
  async freeId({ slug }: ImportRow): Promise<string | undefined> {
    for await (const { id, record } of this.#unclaimedOf(slug)) if (!record) return id;
    return undefined;
  }

  async *#unclaimed(row: ImportRow): AsyncGenerator<StoredFilm> {
    for (const slug of slugsOf(row)) {
      for await (const { id, record } of this.#unclaimedOf(slug)) if (record) yield { id, record };
    }
  }

  /**
   * The stored films of a slug that are not assigned to a row, and then the first free id, without a record. Ends earlier if
   * the budget does.
   */
  async *#unclaimedOf(slug: string): AsyncGenerator<{ id: string; record: StoredRecord | undefined }> {
    let looked = 0;
    for (let ordinal = this.#claims.firstUnclaimed(slug); ; ordinal += 1) {
      const id = numberedFilmId(slug, ordinal);
      if (this.#claims.has(id)) continue;
      if (!this.#records.has(id)) await this.#readFrom(slug, ordinal, Math.min(looked + 1, MAX_IDS_READ));
      const record = this.#records.get(id);
      yield { id, record };
      if (!record) return;
      const looks = this.#looksFor(record);
      looked += looks;
      if (looked > FREE_LOOKS && !this.#budget.use(looks)) return;
    }
  }

  #looksFor(record: StoredRecord): number {
    const known = this.#looks.get(record);
    if (known !== undefined) return known;
    const looks = Math.ceil(JSON.stringify(record).length / LETTERS_PER_LOOK);
    this.#looks.set(record, looks);
    return looks;
  }

  /** Reads some ids of a slug together, because one call for each of 1,000 would take seconds. */
  async #readFrom(slug: string, ordinal: number, count: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, i) => numberedFilmId(slug, ordinal + i));
    const unknown = ids.filter((id) => !this.#records.has(id));
    if (this.#kept > MOST_KEPT) {
      this.#records.clear();
      this.#kept = 0;
    }
    const records = await this.#store.read(unknown);
    for (const id of unknown) {
      const record = records.get(id);
      this.#records.set(id, record);
      if (record) this.#kept += this.#looksFor(record);
    }
  }
}

/**
 * Whether an import made the record from this row, alone or merged with other rows. Earlier versions of Marquee cleaned
 * only casts, so the hash of the row after that cleaning counts too.
 */
export function hasRow({ imported }: StoredRecord, row: ImportRow): boolean {
  if (!imported) return false;
  const { hash, uncleaned } = row;
  return imported.rowHashes.includes(hash) || (uncleaned !== undefined && imported.rowHashes.includes(uncleaned.hash));
}

function slugsOf({ slug, uncleaned }: ImportRow): string[] {
  return uncleaned && uncleaned.slug !== slug ? [slug, uncleaned.slug] : [slug];
}

/**
 * Within one file, two casts without a common person mean two films. A stored film that has nobody in common with the
 * row can still be `possible`, because the cast may have changed since the earlier import, or a person may have created
 * the film with another cast.
 */
function matchOf({ imported, attributes }: StoredRecord, row: ImportRow): Match {
  if (!imported && !attributes) return 'free';
  const hasIdentity = imported?.identity === row.identity || imported?.identity === row.uncleaned?.identity;
  if (imported && hasIdentity) {
    const isOther = row.page === undefined && attributes && sharePeople(attributes, row.attributes) === false;
    return isOther ? 'possible' : 'same';
  }
  if (!attributes) return 'other';
  const isOneFilm = areOneFilm(attributes, row.attributes);
  if (imported) return isOneFilm === true ? 'same' : 'other';
  if (isOneFilm !== false) return 'same';
  return mayBeOneFilm(attributes, row.attributes) ? 'possible' : 'other';
}
