import type { FilmImportStore } from '../../ports/film-import-store.ts';
import { exportedLine } from './exported-film.ts';

type ExportCounts = {
  films: number;
  /** Deleted films, of which only the id, the last version and the mark of the import are kept. */
  deleted: number;
};

/** What is known while an export runs. */
export type ExportProgress = Readonly<ExportCounts> & {
  /** The number of films and deleted films in all. */
  readonly total: number;
};

/** Films in one read. The store reads at most this many by their ids at once. */
const FILMS_PER_READ = 100;

/** This many reads run at once, so that the next films are already there when the previous ones have been written. */
const READS_AT_ONCE = 4;

/**
 * Writes out the whole catalogue, so that an import into an empty store makes the same catalogue again. Only the ids of
 * all films are held in memory, because they are sorted: about 100 MB for a million films. Films may change while the
 * export runs. Each film is then exported as it is when it is read. A film that is created after the ids have been read
 * is left out.
 */
export class ExportFilms {
  readonly #store: Pick<FilmImportStore, 'ids' | 'read'>;

  constructor(store: Pick<FilmImportStore, 'ids' | 'read'>) {
    this.#store = store;
  }

  /**
   * @param onProgress called after each read
   * @param signal when it aborts, no further read starts, and the iteration rejects with the signal's reason
   * @returns lines sorted by id, several in each text
   * @throws MarqueeError `upstream-unavailable` when the store fails
   */
  async *execute(onProgress: (progress: ExportProgress) => void, signal?: AbortSignal): AsyncGenerator<string> {
    const ids: string[] = [];
    for await (const batch of this.#store.ids()) {
      signal?.throwIfAborted();
      for (const id of batch) ids.push(id);
    }
    // By code unit, so that the order is the same on every machine.
    ids.sort();
    const counts: ExportCounts = { films: 0, deleted: 0 };
    for await (const records of this.#readAll(ids, signal)) {
      for (const { record } of records) counts[record.attributes ? 'films' : 'deleted'] += 1;
      onProgress({ ...counts, total: ids.length });
      yield records.map(exportedLine).join('');
    }
  }

  async *#readAll(ids: readonly string[], signal: AbortSignal | undefined) {
    const running: Promise<ReturnType<typeof recordsOf>>[] = [];
    let next = 0;
    do {
      signal?.throwIfAborted();
      while (running.length < READS_AT_ONCE && next < ids.length) {
        const some = ids.slice(next, next + FILMS_PER_READ);
        const reading = this.#store.read(some).then((records) => recordsOf(some, records));
        // If an earlier read fails, nobody awaits this one, and an unhandled rejection would end the process.
        reading.catch(() => undefined);
        running.push(reading);
        next += FILMS_PER_READ;
      }
      const first = running.shift();
      if (first) yield await first;
    } while (running.length > 0 || next < ids.length);
  }
}

function recordsOf(ids: readonly string[], records: Awaited<ReturnType<FilmImportStore['read']>>) {
  return ids.flatMap((id) => {
    const record = records.get(id);
    return record ? [{ id, record }] : [];
  });
}
