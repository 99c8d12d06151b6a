import { isMarqueeError } from '../../domain/errors.ts';
import { numberedFilmId } from '../../domain/film-id.ts';
import { hashText } from '../../domain/hash-text.ts';
import type { CataloguePointer } from '../../ports/catalogue-pointer.ts';
import type { FilmImportStore, ImportedFilm, StoredRecord } from '../../ports/film-import-store.ts';
import { isSameFilm, mergeRows, parseImportRow, type ImportRow } from './import-row.ts';
import { parseFilmAttributes } from './film-schema.ts';
import { WritePool } from './write-pool.ts';

/** A row as read from a file, numbered from 1: a JSON value, or why it is none. */
export type RawRow = { readonly number: number } & ({ readonly value: unknown } | { readonly fault: string });

/** Every row ends in exactly one of these counts (`rows` is their sum). */
export type ImportCounts = {
  rows: number;
  created: number;
  /** The row has changed since an earlier import, and the film was replaced. */
  updated: number;
  /** The same row has been imported before. */
  unchanged: number;
  /** Another row of this file is the same film; what it added was joined to it. */
  merged: number;
  /** The film was made, edited or deleted here since; the row was left aside. */
  kept: number;
  bad: number;
};

export type ImportListener = {
  /** A row that is not in the catalogue as it stands in the file, and why. */
  onRowLeftAside(row: number, outcome: 'bad' | 'kept', reason: string): void;
  onProgress(counts: Readonly<ImportCounts>): void;
};

/** Ids looked up at once: DynamoDB's limit for BatchGetItem is 100 keys. */
const ROWS_PER_LOOKUP = 100;

/** DynamoDB's limit for BatchWriteItem. */
const FILMS_PER_WRITE = 25;

/** Running instances are told of what has been imported so often, so that they find it even if the import is killed. */
const ROWS_PER_ANNOUNCEMENT = 10_000;

/** More rows than this of one film are hardly one film. */
const MAX_ROWS_PER_FILM = 100;

/**
 * Puts films into the catalogue, idempotently: the same file imported again changes nothing, and an interrupted import
 * is completed by a further one. See docs/operations.md for the rules on duplicates and on films edited here.
 */
export class ImportFilms {
  readonly #store: FilmImportStore;
  readonly #pointer: CataloguePointer;

  constructor(store: FilmImportStore, pointer: CataloguePointer) {
    this.#store = store;
    this.#pointer = pointer;
  }

  /**
   * @param batches rows in file order
   * @param signal when it aborts, no further row is started, what was started is finished, and the counts so far answered
   * @throws MarqueeError `upstream-unavailable` when the store or the source fails; what was written stays
   */
  async execute(
    batches: AsyncIterable<readonly RawRow[]>,
    listener: ImportListener,
    signal?: AbortSignal,
  ): Promise<Readonly<ImportCounts>> {
    const run = new ImportRun(this.#store, listener);
    let announcedRows = 0;
    try {
      let sourceFailure: { readonly error: unknown } | undefined;
      const guarded = untilFailure(batches, (error) => {
        sourceFailure = { error };
      });
      for await (const batch of guarded) {
        if (signal?.aborted) break;
        await run.take(batch);
        if (run.counts.rows - announcedRows < ROWS_PER_ANNOUNCEMENT) continue;
        announcedRows = run.counts.rows;
        await this.#pointer.advance();
      }
      await run.finish();
      if (sourceFailure) throw sourceFailure.error;
    } finally {
      await run.settle();
      await this.#pointer.advance();
    }
    return run.counts;
  }
}

/** Ends where the source fails, so that the rows before that are still imported. */
async function* untilFailure<T>(source: AsyncIterable<T>, onFailure: (error: unknown) => void): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    onFailure(error);
  }
}

type NumberedRow = ImportRow & { readonly number: number };

/** One pass over one file. */
class ImportRun {
  readonly counts: ImportCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, merged: 0, kept: 0, bad: 0 };
  readonly #store: FilmImportStore;
  readonly #listener: ImportListener;
  readonly #writes = new WritePool(8);
  /** Which film each id went to in this run; both as 53-bit hashes, so that a million films cost about 70 MB. */
  readonly #claims = new Map<number, number>();
  #rows: NumberedRow[] = [];
  #creates: ImportedFilm[] = [];

  constructor(store: FilmImportStore, listener: ImportListener) {
    this.#store = store;
    this.#listener = listener;
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
    await this.#writes.drain();
    this.#listener.onProgress(this.counts);
  }

  /** Waits for writes under way, whatever becomes of them. */
  settle(): Promise<void> {
    return this.#writes.settle();
  }

  /** Finds each row its id, in file order, so that suffixes come out the same every time. */
  async #placeRows(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    const unclaimed = rows.map((row) => row.slug).filter((id) => !this.#claims.has(hashText(id)));
    const known = new Map(unclaimed.length > 0 ? await this.#store.read([...new Set(unclaimed)]) : []);
    const lookedUp = new Set(unclaimed);
    for (const row of rows) await this.#place(row, known, lookedUp);
    // At once: a film created by hand under one of these ids meanwhile would be replaced.
    await this.#flushCreates();
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
    this.#creates.push({ id, attributes: row.attributes, identity: row.identity, rowHashes: [row.hash] });
    if (this.#creates.length === FILMS_PER_WRITE) await this.#flushCreates();
  }

  async #flushCreates(): Promise<void> {
    const films = this.#creates;
    if (films.length === 0) return;
    this.#creates = [];
    await this.#writes.add(async () => {
      await this.#store.create(films);
      this.counts.created += films.length;
    });
  }

  async #update(id: string, row: NumberedRow, record: StoredRecord): Promise<void> {
    if (record.imported?.rowHashes.includes(row.hash)) {
      this.counts.unchanged += 1;
      return;
    }
    const fate = fateOf(record);
    if (fate !== 'as-imported') {
      this.#leaveAside(row.number, 'kept', `the film "${id}" was ${fate} here`);
      return;
    }
    await this.#writes.add(async () => {
      const film = { id, attributes: row.attributes, identity: row.identity, rowHashes: [row.hash] };
      await this.#replace(row, film, record.version, 'updated');
    });
  }

  /** A further row of a film that this run has placed. Rare, so it simply waits for all writes and reads the film again. */
  async #merge(id: string, row: NumberedRow): Promise<void> {
    await this.#flushCreates();
    await this.#writes.drain();
    const record = (await this.#store.read([id])).get(id);
    const imported = record?.imported;
    if (!record?.attributes || !imported || fateOf(record) !== 'as-imported') {
      this.#leaveAside(row.number, 'kept', `the film "${id}" was edited or deleted here`);
      return;
    }
    if (imported.rowHashes.includes(row.hash)) {
      this.counts.merged += 1;
      return;
    }
    if (imported.rowHashes.length >= MAX_ROWS_PER_FILM) {
      this.#leaveAside(row.number, 'bad', `more than ${String(MAX_ROWS_PER_FILM)} rows are the film "${id}"`);
      return;
    }
    try {
      const attributes = parseFilmAttributes(mergeRows(record.attributes, row.attributes));
      const film = { id, attributes, identity: row.identity, rowHashes: [...imported.rowHashes, row.hash] };
      await this.#replace(row, film, record.version, 'merged');
    } catch (error) {
      if (!isMarqueeError(error) || error.kind !== 'invalid') throw error;
      this.#leaveAside(row.number, 'bad', `joined to the film "${id}" it would break a rule: ${reasonOf(error)}`);
    }
  }

  async #replace(row: NumberedRow, film: ImportedFilm, version: number, outcome: 'updated' | 'merged'): Promise<void> {
    if (await this.#store.replace(film, version)) this.counts[outcome] += 1;
    else this.#leaveAside(row.number, 'kept', `the film "${film.id}" was edited during the import`);
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

/** What happened to a film since an import last wrote it. A deleted film that no import wrote leaves its id free. */
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
