import { isMarqueeError } from '../../domain/errors.ts';
import { numberedFilmId } from '../../domain/film-id.ts';
import { hashText } from '../../domain/hash-text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmImportStore, ImportedFilm, ImportWrite, StoredRecord } from '../../ports/film-import-store.ts';
import type { BulkImport } from './bulk-import.ts';
import { parseFilmAttributes } from './film-schema.ts';
import { isSameFilm, mergeRows, parseImportRow, type ImportRow } from './import-row.ts';
import { WritePool } from './write-pool.ts';

/** A row as read from a file, numbered from 1. It has a JSON value, or the reason why it cannot be parsed. */
export type RawRow = { readonly number: number } & ({ readonly value: unknown } | { readonly fault: string });

/** Each row adds to exactly one count, and to `rows`, which is their sum. */
export type ImportCounts = {
  rows: number;
  created: number;
  /** The row has changed since an earlier import, and the film was replaced. */
  updated: number;
  /** The same row has been imported before. */
  unchanged: number;
  /** An earlier row of this file is the same film, and this row was merged into it. */
  merged: number;
  /** The film was created, edited or deleted in Marquee since, so the row was skipped. */
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

/** Number of rows that are looked up together. Rows whose id was taken meanwhile are added to them. */
const ROWS_PER_LOOKUP = 100;

/**
 * The first films of an import, up to this many, enter the list of changes, so that search finds a small import like an
 * edit. A starting instance replays them in some 30 ms. After four such imports a new snapshot is due.
 */
const CHANGES_OF_AN_IMPORT = 500;

/**
 * Readers read the last 15 s of the list of changes again. The entry of a slow write may appear in an older part, which they
 * no longer read. So an import with a write that took longer than this builds a snapshot.
 */
const MAX_CHANGE_MS = 10_000;

/** If more rows than this seem to be the same film, they are probably several films. */
const MAX_ROWS_PER_FILM = 100;

type NumberedRow = ImportRow & { readonly number: number };

/** The import of one file. */
export class ImportRun {
  readonly counts: ImportCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, merged: 0, kept: 0, bad: 0 };
  readonly #store: FilmImportStore;
  readonly #clock: Clock;
  readonly #bulk: BulkImport;
  readonly #listener: ImportListener;
  readonly #writes: WritePool;
  /** The film that each id was given to in this run. Both are 53-bit hashes, so that a million films take about 70 MB. */
  readonly #claims = new Map<number, number>();
  #rows: NumberedRow[] = [];
  /** Rows whose id another writer took after it was looked up. They are placed again. */
  #displaced: NumberedRow[] = [];
  #hasBegun = false;
  /** Ids of the films that this run has added to the list of changes. */
  readonly #changes = new Set<string>();

  constructor(store: FilmImportStore, clock: Clock, bulk: BulkImport, listener: ImportListener) {
    this.#store = store;
    this.#writes = new WritePool(store.maxConcurrentWrites);
    this.#clock = clock;
    this.#bulk = bulk;
    this.#listener = listener;
  }

  /** How many films this run has added to the list of changes. */
  get changedFilms(): number {
    return this.#changes.size;
  }

  async take(batch: readonly RawRow[]): Promise<void> {
    for (const raw of batch) {
      this.counts.rows += 1;
      if ('fault' in raw) {
        this.#leaveAside(raw.number, 'bad', raw.fault);
        continue;
      }
      try {
        this.#rows.push({ ...parseImportRow(raw.value), number: raw.number });
      } catch (error) {
        this.#leaveAside(raw.number, 'bad', reasonOf(error));
      }
      if (this.#rows.length === ROWS_PER_LOOKUP) await this.#placeRows();
    }
  }

  async finish(): Promise<void> {
    await this.#placeRows();
    await this.#completeWrites();
    this.#listener.onProgress(this.counts);
  }

  /** Waits until no write is running, whether the writes succeed or fail. */
  settle(): Promise<void> {
    return this.#writes.settle();
  }

  /** Finds an id for each row, in file order, so that the suffixes are the same in every run. */
  async #placeRows(): Promise<void> {
    const rows = [...this.#displaced, ...this.#rows];
    this.#displaced = [];
    this.#rows = [];
    const unclaimed = rows.map((row) => row.slug).filter((id) => !this.#claims.has(hashText(id)));
    const known = new Map(unclaimed.length > 0 ? await this.#store.read([...new Set(unclaimed)]) : []);
    const lookedUp = new Set(unclaimed);
    for (const row of rows) await this.#place(row, known, lookedUp);
    this.#listener.onProgress(this.counts);
  }

  async #place(row: NumberedRow, known: Map<string, StoredRecord>, lookedUp: Set<string>): Promise<void> {
    for (let ordinal = 1; ; ordinal += 1) {
      const id = numberedFilmId(row.slug, ordinal);
      const claim = this.#claims.get(hashText(id));
      if (claim === row.identity) return this.#merge(id, row);
      if (claim !== undefined) continue;
      if (!lookedUp.has(id)) {
        lookedUp.add(id);
        const record = (await this.#store.read([id])).get(id);
        if (record) known.set(id, record);
      }
      const record = known.get(id);
      if (record && !isThisFilm(record, row)) continue;
      this.#claims.set(hashText(id), row.identity);
      return record ? this.#update(id, row, record) : this.#create(id, row);
    }
  }

  async #create(id: string, row: NumberedRow): Promise<void> {
    const film = { id, attributes: row.attributes, identity: row.identity, rowHashes: [row.hash] };
    await this.#write(id, async (write) => {
      const isCreated = await this.#store.create(film, write);
      if (isCreated) {
        this.counts.created += 1;
        return true;
      }
      this.#claims.delete(hashText(id));
      this.#displaced.push(row);
      return false;
    });
  }

  /**
   * Starts a write, and decides whether the film enters the list of changes.
   *
   * @param write resolves with whether the film was written
   */
  async #write(id: string, write: (how: ImportWrite) => Promise<boolean>): Promise<void> {
    if (!this.#hasBegun) {
      await this.#listener.beforeFirstWrite?.();
      await this.#bulk.begin();
      this.#hasBegun = true;
    }
    const isChange = this.#changes.has(id) || (!this.#bulk.isOpen && this.#changes.size < CHANGES_OF_AN_IMPORT);
    if (isChange) this.#changes.add(id);
    else await this.#bulk.open();
    await this.#writes.add(async () => {
      const startedMs = this.#clock.monotonicMs();
      if (!(await write(isChange ? 'change' : 'bulk'))) this.#changes.delete(id);
      if (isChange && this.#clock.monotonicMs() - startedMs > MAX_CHANGE_MS) await this.#bulk.open();
    });
  }

  async #completeWrites(): Promise<void> {
    await this.#writes.drain();
    while (this.#displaced.length > 0) {
      await this.#placeRows();
      await this.#writes.drain();
    }
  }

  async #update(id: string, row: NumberedRow, record: StoredRecord): Promise<void> {
    if (record.imported?.rowHashes.includes(row.hash)) {
      this.counts.unchanged += 1;
      return;
    }
    const fate = fateOf(record);
    if (fate !== 'as-imported') {
      this.#leaveAside(row.number, 'kept', `the film "${id}" was ${fate} in Marquee`);
      return;
    }
    const film = { id, attributes: row.attributes, identity: row.identity, rowHashes: [row.hash] };
    await this.#write(id, (write) => this.#replace(row, film, record, write, 'updated'));
  }

  /** Merges a row into a film that this run has placed. This is rare, so it waits for all writes and reads the film again. */
  async #merge(id: string, row: NumberedRow): Promise<void> {
    await this.#completeWrites();
    if (this.#claims.get(hashText(id)) !== row.identity) return this.#place(row, new Map(), new Set());
    const record = (await this.#store.read([id])).get(id);
    const imported = record?.imported;
    if (!record?.attributes || !imported || fateOf(record) !== 'as-imported') {
      this.#leaveAside(row.number, 'kept', `the film "${id}" was edited or deleted in Marquee`);
      return;
    }
    if (imported.rowHashes.includes(row.hash)) {
      this.counts.merged += 1;
      return;
    }
    if (imported.rowHashes.length >= MAX_ROWS_PER_FILM) {
      this.#leaveAside(row.number, 'bad', `more than ${String(MAX_ROWS_PER_FILM)} rows seem to be the film "${id}"`);
      return;
    }
    try {
      const attributes = parseFilmAttributes(mergeRows(record.attributes, row.attributes));
      const film = { id, attributes, identity: row.identity, rowHashes: [...imported.rowHashes, row.hash] };
      await this.#write(id, (write) => this.#replace(row, film, record, write, 'merged'));
    } catch (error) {
      if (!isMarqueeError(error) || error.kind !== 'invalid') throw error;
      this.#leaveAside(
        row.number,
        'bad',
        `merging the row into the film "${id}" would break a rule: ${reasonOf(error)}`,
      );
    }
  }

  async #replace(
    row: NumberedRow,
    film: ImportedFilm,
    before: StoredRecord,
    write: ImportWrite,
    outcome: 'updated' | 'merged',
  ): Promise<boolean> {
    const isReplaced = await this.#store.replace(film, before, write);
    if (isReplaced) this.counts[outcome] += 1;
    else this.#leaveAside(row.number, 'kept', `the film "${film.id}" was edited during the import`);
    return isReplaced;
  }

  #leaveAside(row: number, outcome: 'bad' | 'kept', reason: string): void {
    this.counts[outcome] += 1;
    this.#listener.onRowLeftAside(row, outcome, reason);
  }
}

function isThisFilm(record: StoredRecord, row: ImportRow): boolean {
  if (record.imported) return record.imported.identity === row.identity;
  return record.attributes === undefined || isSameFilm(record.attributes, row.attributes);
}

/** What happened to a film since an import last wrote it. If no import wrote it and it was deleted, its id is free. */
function fateOf(record: StoredRecord): 'as-imported' | 'created' | 'edited' | 'deleted' {
  if (!record.imported) return record.attributes ? 'created' : 'as-imported';
  if (!record.attributes) return 'deleted';
  return record.version === record.imported.version ? 'as-imported' : 'edited';
}

function reasonOf(error: unknown): string {
  if (!isMarqueeError(error) || error.kind !== 'invalid') throw error;
  return error.faults
    .map((fault) => `${'pointer' in fault && fault.pointer !== '' ? `${fault.pointer} ` : ''}${fault.detail}`)
    .join('; ');
}
