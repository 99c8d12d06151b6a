import { hashText } from '../../domain/hash-text.ts';
import type { FilmImportStore, StoredRecord } from '../../ports/film-import-store.ts';
import { exportedLine, type ExportedFilm } from './exported-film.ts';
import type { FilmClaims } from './film-claims.ts';
import type { ImportOutcomes } from './import-outcomes.ts';
import type { ImportWrites } from './import-writes.ts';

/** A line of an export with its number in the file, from 1. */
export type NumberedExport = ExportedFilm & { readonly number: number };

/**
 * Stores the lines of an export as they are: the same ids and versions, nothing cleaned, nothing derived, and nothing merged.
 * There are two exceptions: versions above 10^12 are lowered, and only 500 hashes of rows are kept. A film that is stored
 * already is never changed. It counts as unchanged if it equals the exported film, and otherwise as kept.
 */
export class RestoreExported {
  readonly #store: Pick<FilmImportStore, 'read'>;
  readonly #writes: ImportWrites;
  readonly #claims: FilmClaims;
  readonly #outcomes: ImportOutcomes;
  /**
   * By id: a hash of the line of the film that is stored, for the whole run. Reading a large film and making its line takes
   * 200 ms, and a file may repeat its id 300,000 times.
   */
  readonly #storedLines = new Map<string, number>();

  constructor(
    store: Pick<FilmImportStore, 'read'>,
    writes: ImportWrites,
    claims: FilmClaims,
    outcomes: ImportOutcomes,
  ) {
    this.#store = store;
    this.#writes = writes;
    this.#claims = claims;
    this.#outcomes = outcomes;
  }

  async restore(films: readonly NumberedExport[]): Promise<void> {
    const ids = new Set(films.map(({ id }) => id));
    const stored = await this.#store.read([...ids].filter((id) => !this.#storedLines.has(id)));
    for (const { number, id, record } of films) {
      const line = this.#storedLines.get(id) ?? (await this.#storedLine(id, stored.get(id)));
      if (line === undefined) {
        this.#claims.take(id);
        await this.#writes.restore(number, id, record);
        continue;
      }
      this.#storedLines.set(id, line);
      if (line === hashText(exportedLine({ id, record }))) {
        this.#outcomes.counts.unchanged += 1;
      } else {
        const reason = `the film "${id}" is stored already with other content; an export never replaces a stored film`;
        this.#outcomes.leaveAside(number, 'kept', reason);
      }
    }
    this.#outcomes.reportProgress();
  }

  /** A hash of what is stored under an id, as a line of an export. */
  async #storedLine(id: string, read: StoredRecord | undefined): Promise<number | undefined> {
    const record = read ?? (await this.#storedByThisRun(id));
    return record && hashText(exportedLine({ id, record }));
  }

  /** The film under an id that an earlier line of the file has too. The read of this line may have missed its write. */
  async #storedByThisRun(id: string): Promise<StoredRecord | undefined> {
    if (!this.#claims.has(id)) return undefined;
    await this.#writes.drain();
    return (await this.#store.read([id])).get(id);
  }
}
