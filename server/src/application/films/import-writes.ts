import type { Clock } from '../../ports/clock.ts';
import type { FilmImportStore, ImportedFilm, ImportWrite, StoredRecord } from '../../ports/film-import-store.ts';
import type { BulkImport } from './bulk-import.ts';
import type { ImportOutcomes } from './import-outcomes.ts';
import { WritePool } from './write-pool.ts';

/**
 * The first films of an import, up to this many, enter the list of changes. Search thus finds the films of a small
 * import as quickly as it finds edits. A starting instance applies them in about 30 ms. After four such imports a new
 * snapshot is due.
 */
const CHANGES_OF_AN_IMPORT = 500;

/**
 * The most letters that these films may have together, as JSON. 500 films of the real data set have 345 thousand. Every
 * instance indexes the list of changes, and again when it starts. 500 films of 20 kB took each instance 34 s of CPU.
 */
const LETTERS_OF_AN_IMPORT = 500_000;

/**
 * Each read of the list of changes goes back to 15 s before the previous read. The entry of a slow write may appear in
 * an older part of the list, which is no longer read. So if a write takes longer than this, the import builds a
 * snapshot.
 */
const MAX_CHANGE_MS = 10_000;

export type ImportWritesPorts = {
  readonly store: FilmImportStore;
  readonly clock: Clock;
  readonly bulk: BulkImport;
  readonly outcomes: ImportOutcomes;
};

/**
 * The writes of an import. Several run at once. Search finds each written film either in the list of changes or in the
 * next snapshot.
 */
export class ImportWrites {
  readonly #ports: ImportWritesPorts;
  readonly #pool: WritePool;
  /** The films that this run has put into the list of changes, by id. The value says whether a film was in it before. */
  readonly #changes = new Map<string, boolean>();
  #letters = 0;
  /** How many of them are deleted films, which search does not find. */
  #deleted = 0;
  #hasBegun = false;

  constructor(ports: ImportWritesPorts) {
    this.#ports = ports;
    this.#pool = new WritePool(ports.store.maxConcurrentWrites);
  }

  /** How many films this run has added to the list of changes. Restored deleted films do not count. */
  get changedFilms(): number {
    return this.#changes.size - this.#deleted;
  }

  /**
   * Starts to create a film.
   *
   * @param onTaken called if another writer has taken the id in the meantime
   */
  create(film: ImportedFilm, onTaken: () => void): Promise<void> {
    const { store, outcomes } = this.#ports;
    return this.#start(film, async (write) => {
      const isCreated = await store.create(film, write);
      if (isCreated) outcomes.counts.created += 1;
      else onTaken();
      return isCreated;
    });
  }

  /**
   * Starts to replace a film with the content of a row.
   *
   * @param row the number of the row, which is reported if another writer has changed the film in the meantime
   * @param onReplaced called when the film was replaced
   */
  replace(
    row: number,
    film: ImportedFilm,
    before: StoredRecord,
    outcome: 'updated' | 'merged',
    onReplaced: () => void = () => undefined,
  ): Promise<void> {
    const { store, outcomes } = this.#ports;
    return this.#start({ ...film, isListed: before.isListed }, async (write) => {
      const isReplaced = await store.replace(film, before, write);
      if (isReplaced) {
        outcomes.counts[outcome] += 1;
        onReplaced();
      } else outcomes.leaveAside(row, 'kept', `the film "${film.id}" was edited during the import`);
      return isReplaced;
    });
  }

  /**
   * Starts to replace a film whose row has been counted as unchanged. If the film is replaced, the row counts as
   * updated instead.
   */
  repair(film: ImportedFilm, before: StoredRecord): Promise<void> {
    const { store, outcomes } = this.#ports;
    return this.#start({ ...film, isListed: before.isListed }, async (write) => {
      const isReplaced = await store.replace(film, before, write);
      if (isReplaced) {
        outcomes.counts.unchanged -= 1;
        outcomes.counts.updated += 1;
      }
      return isReplaced;
    });
  }

  /**
   * Starts to store a film or a deleted film as it was exported.
   *
   * @param row the number of the line, which is reported if another writer has taken the id in the meantime
   */
  restore(row: number, id: string, record: StoredRecord): Promise<void> {
    const { store, outcomes } = this.#ports;
    return this.#start({ id, attributes: record.attributes }, async (write) => {
      const isRestored = await store.restore(id, record, write);
      if (isRestored) {
        outcomes.counts.created += 1;
        if (record.attributes === undefined && write === 'change') this.#deleted += 1;
      } else outcomes.leaveAside(row, 'kept', `the film "${id}" was created during the import`);
      return isRestored;
    });
  }

  /** Starts to delete a film that has been merged into another. */
  remove(id: string, before: StoredRecord): Promise<void> {
    return this.#start({ id, isListed: before.isListed }, (write) => this.#ports.store.remove(id, before, write));
  }

  /**
   * Starts a write, and decides whether the film enters the list of changes.
   *
   * @param write resolves with `true` if the film was written
   */
  async #start(
    { id, attributes, isListed }: Pick<ImportedFilm, 'id'> & Pick<StoredRecord, 'attributes' | 'isListed'>,
    write: (how: ImportWrite) => Promise<boolean>,
  ): Promise<void> {
    const { bulk, clock, outcomes } = this.#ports;
    if (!this.#hasBegun) {
      await outcomes.beforeFirstWrite();
      await bulk.begin();
      this.#hasBegun = true;
    }
    const isFirst = !this.#changes.has(id);
    const hasRoom = this.#takeRoomFor(attributes);
    const isChange = hasRoom && (!isFirst || (!bulk.isOpen && this.#changes.size < CHANGES_OF_AN_IMPORT));
    if (isChange && isFirst) this.#changes.set(id, isListed === true);
    if (!isChange) await bulk.open();
    const how = isChange ? 'change' : this.#changes.get(id) === false ? 'unlist' : 'bulk';
    await this.#pool.add(async () => {
      const startedMs = clock.monotonicMs();
      if (!(await write(how)) && isChange && isFirst) this.#changes.delete(id);
      if (isChange && clock.monotonicMs() - startedMs > MAX_CHANGE_MS) await bulk.open();
    });
  }

  /** Counts the letters of a film, and returns whether the list of changes has room for them. A deletion has none. */
  #takeRoomFor(attributes: StoredRecord['attributes']): boolean {
    if (!attributes) return true;
    if (this.#letters <= LETTERS_OF_AN_IMPORT) this.#letters += JSON.stringify(attributes).length;
    return this.#letters <= LETTERS_OF_AN_IMPORT;
  }

  /**
   * Waits until no write is running.
   *
   * @throws the first failure of a write
   */
  drain(): Promise<void> {
    return this.#pool.drain();
  }

  /** Waits until no write is running, whether the writes succeed or fail. */
  settle(): Promise<void> {
    return this.#pool.settle();
  }
}
