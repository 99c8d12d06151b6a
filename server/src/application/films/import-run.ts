import type { Clock } from '../../ports/clock.ts';
import type { FilmImportStore, ImportedFilm, StoredRecord } from '../../ports/film-import-store.ts';
import { derivedAgain, withDerived, withDerivedOf } from './derived-attributes.ts';
import { BadRows } from './bad-rows.ts';
import type { BulkImport } from './bulk-import.ts';
import { FilmClaims, type Claim } from './film-claims.ts';
import { isExported, parseExported } from './exported-film.ts';
import { FilmFinder, hasRow, LookBudget } from './film-finder.ts';
import { fateOf, FilmMerger } from './film-merger.ts';
import { ImportOutcomes, type ImportCounts, type ImportListener } from './import-outcomes.ts';
import { parseImportRow, type NumberedRow } from './import-row.ts';
import { ROW_RULES } from './import-rules/row-rules.ts';
import { ImportWrites } from './import-writes.ts';
import type { QualityTally } from './quality-tally.ts';
import { RestoreExported, type NumberedExport } from './restore-exported.ts';
import { reasonOf } from './row-faults.ts';

/** A row as read from a file, numbered from 1. It has a JSON value, or the reason why it cannot be parsed. */
export type RawRow = { readonly number: number } & ({ readonly value: unknown } | { readonly fault: string });

/** Number of rows that are looked up together. Rows that must be placed again are looked up in addition to these. */
const ROWS_PER_LOOKUP = 100;

/** A row is compared with at most this many films of the same title and year, because each of them must be read. */
const MAX_NAMESAKES = 100;

/**
 * The rows of one title and year are compared with films this many times at most. 100 different films of one title need
 * 5,000. Without a limit, 20,000 repeated rows of a title that 100 films with long casts have would take 19 minutes.
 */
const MOST_COMPARISONS = 10_000;

/** At most this many rows wait in memory for the end of the file. */
const MAX_WAITING_ROWS = 1_000;

/** The import of one file. */
export class ImportRun {
  readonly #store: FilmImportStore;
  readonly #outcomes: ImportOutcomes;
  readonly #writes: ImportWrites;
  readonly #claims = new FilmClaims();
  readonly #merger: FilmMerger;
  readonly #restore: RestoreExported;
  #rows: NumberedRow[] = [];
  #exported: NumberedExport[] = [];
  /** Rows whose id another writer took after the id was looked up. These rows are placed again. */
  #displaced: NumberedRow[] = [];
  /** Rows that may belong to a stored film, unless a later row proves to be that film. */
  #waiting: NumberedRow[] = [];
  #isAtEnd = false;
  readonly #looks = new LookBudget();
  /** By title and year: how many films their rows were compared with. */
  readonly #comparisons = new Map<number, number>();
  readonly #badRows = new BadRows();

  constructor(store: FilmImportStore, clock: Clock, bulk: BulkImport, listener: ImportListener) {
    const outcomes = new ImportOutcomes(listener);
    this.#store = store;
    this.#outcomes = outcomes;
    this.#writes = new ImportWrites({ store, clock, bulk, outcomes });
    this.#merger = new FilmMerger(this.#writes, this.#claims, outcomes);
    this.#restore = new RestoreExported(store, this.#writes, this.#claims, outcomes);
  }

  get counts(): Readonly<ImportCounts> {
    return this.#outcomes.counts;
  }

  /** What the rules have found so far. */
  get quality(): QualityTally {
    return this.#outcomes.quality;
  }

  /** Why no more rows should be taken; `undefined` if they may be. */
  get fault(): Error | undefined {
    return this.#badRows.fault;
  }

  /** How many films this run has added to the list of changes. */
  get changedFilms(): number {
    return this.#writes.changedFilms;
  }

  async take(batch: readonly RawRow[]): Promise<void> {
    for (const raw of batch) {
      if (this.#parse(raw)) this.#badRows.good();
      else this.#badRows.bad();
      if (this.#rows.length === ROWS_PER_LOOKUP) await this.#placeRows();
      if (this.#exported.length === ROWS_PER_LOOKUP) await this.#restoreExported();
    }
  }

  async finish(): Promise<void> {
    await this.#restoreExported();
    await this.#placeRows();
    this.#isAtEnd = true;
    this.#rows = this.#waiting;
    await this.#placeRows();
    await this.#completeWrites();
    this.#outcomes.reportProgress();
  }

  /** Waits until no write is running, whether the writes succeed or fail. */
  settle(): Promise<void> {
    return this.#writes.settle();
  }

  /** @returns whether the row is good */
  #parse(raw: RawRow): boolean {
    const { number } = raw;
    this.#outcomes.counts.rows += 1;
    if ('fault' in raw) {
      this.#outcomes.leaveAside(number, 'bad', raw.fault);
      return false;
    }
    try {
      if (isExported(raw.value)) {
        this.#exported.push({ ...parseExported(raw.value), number });
        return true;
      }
      const row = parseImportRow(raw.value, (rule, attribute, before, after) => {
        this.quality.add(rule, { row: number, attribute, before, after });
      });
      this.#rows.push({ ...row, number });
      return true;
    } catch (error) {
      this.#outcomes.leaveAside(number, 'bad', reasonOf(error));
      return false;
    }
  }

  async #restoreExported(): Promise<void> {
    const films = this.#exported;
    this.#exported = [];
    await this.#restore.restore(films);
  }

  /** Finds a film for each row, in file order, so that the suffixes of ids are the same in every run. */
  async #placeRows(): Promise<void> {
    const rows = [...this.#displaced, ...this.#rows];
    this.#displaced = [];
    this.#rows = [];
    const finder = new FilmFinder(this.#store, this.#claims, this.#looks);
    await finder.prefetch(rows);
    for (const row of rows) await this.#place(row, finder);
    this.#outcomes.reportProgress();
  }

  async #place(row: NumberedRow, finder: FilmFinder): Promise<void> {
    if (await this.#placeAmongMates(row, finder)) return;
    const found = await finder.find(row);
    if (found?.isCertain === false && !this.#isAtEnd && this.#waiting.length < MAX_WAITING_ROWS) {
      this.#waiting.push(row);
      return;
    }
    const id = found?.id ?? (await finder.freeId(row));
    if (id === undefined) {
      const reason = `more stored films have an id that begins with "${row.slug}" than an import may look at`;
      this.#outcomes.leaveAside(row.number, 'bad', reason);
      return;
    }
    this.#claims.add(id, row, !found?.record.attributes);
    return found ? this.#update(id, row, found.record) : this.#create(id, row);
  }

  /**
   * Compares a row with the films of this run that have the same title and year. Such films are rare, so this method
   * simply waits for all writes and then reads the films again.
   *
   * @returns whether the row needs no further work; `false` if it is none of these films
   */
  async #placeAmongMates(row: NumberedRow, finder: FilmFinder): Promise<boolean> {
    if (this.#matesOf(row).length === 0) return false;
    await this.#completeWrites();
    const mates = this.#matesOf(row);
    const fault = this.#countComparisons(row, mates.length);
    if (fault !== undefined) {
      this.#outcomes.leaveAside(row.number, 'bad', fault);
      return true;
    }
    const records = await this.#store.read(mates.map(({ id }) => id));
    for (const claim of mates) {
      const record = records.get(claim.id);
      if (this.#merger.isOneFilm(claim, record, row)) {
        return this.#merger.merge(claim, record, row, await finder.findByHash(row));
      }
      this.#noteNamesake(claim, row);
      if (record && hasRow(record, row)) await this.#merger.takeApart(claim.id, record);
    }
    return false;
  }

  /** Counts the films that a row must be compared with. Returns why it is bad if they are too many. */
  #countComparisons({ spelling }: NumberedRow, mates: number): string | undefined {
    if (mates > MAX_NAMESAKES) return `more than ${String(MAX_NAMESAKES)} films without href have this title and year`;
    const comparisons = (this.#comparisons.get(spelling) ?? 0) + mates;
    this.#comparisons.set(spelling, comparisons);
    return comparisons > MOST_COMPARISONS
      ? `rows of this title and year were compared with films more than ${String(MOST_COMPARISONS)} times`
      : undefined;
  }

  /** The films of this run that have the title and year of a row, without those that have another page. */
  #matesOf(row: NumberedRow): readonly Claim[] {
    return this.#claims.matesOf(row, MAX_NAMESAKES + 1);
  }

  #noteNamesake(claim: Claim, row: NumberedRow): void {
    if (claim.page !== undefined || row.page !== undefined) return;
    const { title, year, cast = [] } = row.attributes;
    const before = `${title} (${String(year)}) with ${cast.slice(0, 2).join(', ')}`;
    const example = { row: row.number, attribute: 'cast', before, after: `a different film from ${claim.id}` };
    this.quality.add(ROW_RULES.namesake.id, example);
  }

  async #completeWrites(): Promise<void> {
    await this.#writes.drain();
    while (this.#displaced.length > 0) {
      await this.#placeRows();
      await this.#writes.drain();
    }
  }

  async #create(id: string, row: NumberedRow): Promise<void> {
    await this.#writes.create(filmOf(id, row), () => {
      this.#claims.remove(id, row);
      this.#displaced.push(row);
    });
  }

  async #update(id: string, row: NumberedRow, record: StoredRecord): Promise<void> {
    if (record.imported?.rowHashes.includes(row.hash)) {
      this.#outcomes.counts.unchanged += 1;
      this.#merger.remember(id, record, row);
      await this.#deriveAgain(id, record);
      return;
    }
    const fate = fateOf(record);
    if (fate === 'as-imported') await this.#writes.replace(row.number, filmOf(id, row, record), record, 'updated');
    else this.#outcomes.leaveAside(row.number, 'kept', `the film "${id}" was ${fate} in Marquee`);
  }

  /**
   * Updates a film whose row has not changed, if the rules now derive other attributes than they did in an earlier
   * import.
   */
  async #deriveAgain(id: string, record: StoredRecord): Promise<void> {
    const { imported } = record;
    const again = imported && fateOf(record) === 'as-imported' ? derivedAgain(record) : undefined;
    if (again && imported) await this.#writes.repair({ ...imported, id, ...again }, record);
  }
}

/** @param stored the film as it was before, if there was one */
function filmOf(id: string, { attributes, identity, hash }: NumberedRow, stored?: StoredRecord): ImportedFilm {
  const film = stored ? withDerivedOf(attributes, stored) : withDerived(attributes);
  return { id, ...film, identity, rowHashes: [hash] };
}
