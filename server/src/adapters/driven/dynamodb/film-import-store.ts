import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { isMarqueeError } from '../../../domain/errors.ts';
import { isFilmId } from '../../../domain/film-id.ts';
import type { Clock } from '../../../ports/clock.ts';
import type {
  DerivedAttributes,
  FilmImportStore,
  ImportedFilm,
  ImportWrite,
  StoredRecord,
} from '../../../ports/film-import-store.ts';
import type { Observer } from '../../../ports/observer.ts';
import { CHANGE_LOG, toRecord, type FilmItem } from './film-item.ts';
import { MarkedWrites, type MarkedWrite } from './marked-writes.ts';
import { scanTable } from './scan-table.ts';
import { translated } from './store-errors.ts';
import { untilProcessed } from './until-processed.ts';

/** DynamoDB's limit for the keys of one BatchGetItem. */
const KEYS_PER_READ = 100;

/** The names of the errors with which DynamoDB throttles a request. */
const THROTTLED = new Set(['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException']);

export class DynamoFilmImportStore implements FilmImportStore {
  /**
   * The SDK opens at most 50 connections, and prints a warning when too many requests wait for a connection. So this
   * limit stays well below 50.
   */
  readonly maxConcurrentWrites = 32;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #observer: Observer;
  readonly #newWriter: () => string;
  readonly #writes: MarkedWrites;

  /**
   * @param newWriter returns a new random name of at least 16 random bytes for each write; the item stores this name as
   * the mark of the write
   */
  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    clock: Clock,
    observer: Observer,
    newWriter: () => string,
  ) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#observer = observer;
    this.#newWriter = newWriter;
    this.#writes = new MarkedWrites(client, table);
  }

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const records = new Map<string, StoredRecord>();
    for (let start = 0; start < ids.length; start += KEYS_PER_READ) {
      const keys = ids.slice(start, start + KEYS_PER_READ).map((id) => ({ id }));
      await this.#untilProcessed(keys, (rest) => this.#readBatch(rest, records));
    }
    return records;
  }

  create(film: ImportedFilm, write: ImportWrite): Promise<boolean> {
    return this.#put(film, { version: 1, on: 'nothing' }, write);
  }

  replace(film: ImportedFilm, before: StoredRecord, write: ImportWrite): Promise<boolean> {
    const on = before.attributes ? 'film' : 'tombstone';
    return this.#put(film, { version: before.version + 1, on }, write);
  }

  derive(
    { id, attributes, derived }: Pick<ImportedFilm, 'id' | 'attributes' | 'derived'>,
    before: StoredRecord,
    write: ImportWrite,
  ): Promise<boolean> {
    const version = before.version + 1;
    const isAsImported = before.imported?.version === before.version;
    const imported = isAsImported ? { imported: { ...before.imported, version } } : {};
    return this.#write({ id, version, on: 'film', ...withMark(derived, { attributes, ...imported }) }, write);
  }

  remove(id: string, before: StoredRecord, write: ImportWrite): Promise<boolean> {
    const version = before.version + 1;
    return this.#write({ id, version, on: 'film', set: {}, remove: ['attributes', 'imported', 'derived'] }, write);
  }

  restore(id: string, record: StoredRecord, write: ImportWrite): Promise<boolean> {
    const { version, attributes, imported, derived } = record;
    const set = { ...(attributes && { attributes }), ...(imported && { imported }), ...(derived && { derived }) };
    return this.#write({ id, version, on: 'nothing', set }, write);
  }

  async *ids(): AsyncIterable<readonly string[]> {
    for await (const items of scanTable(this.#client, this.#table, 'id')) {
      yield items.map(({ id }) => id).filter(isFilmId);
    }
  }

  /** @returns the keys that were left unprocessed */
  async #readBatch(keys: readonly { id: string }[], records: Map<string, StoredRecord>): Promise<{ id: string }[]> {
    const command = new BatchGetCommand({
      RequestItems: { [this.#table]: { Keys: [...keys], ConsistentRead: true } },
    });
    const { Responses: responses, UnprocessedKeys: unprocessed } = await translated(this.#client.send(command));
    for (const item of (responses?.[this.#table] ?? []) as FilmItem[]) records.set(item.id, toRecord(item));
    return (unprocessed?.[this.#table]?.Keys ?? []) as { id: string }[];
  }

  #put(
    { id, attributes, derived, identity, rowHashes }: ImportedFilm,
    where: Pick<MarkedWrite, 'version' | 'on'>,
    write: ImportWrite,
  ): Promise<boolean> {
    const imported = { identity, rowHashes, version: where.version };
    return this.#write({ id, ...where, ...withMark(derived, { attributes, imported }) }, write);
  }

  /**
   * Makes a write. The index of changes has whole items, so it never shows an older version than the table.
   */
  async #write(what: Omit<MarkedWrite, 'writer'>, write: ImportWrite): Promise<boolean> {
    const writer = this.#newWriter();
    let isWritten = false;
    await this.#untilProcessed([what.id], async (ids) => {
      const change: Pick<MarkedWrite['set'], 'changeLog' | 'changedAtMs'> =
        write === 'change' ? { changeLog: CHANGE_LOG, changedAtMs: this.#clock.nowMs() } : {};
      const unlisted: MarkedWrite['remove'] = write === 'unlist' ? ['changeLog', 'changedAtMs'] : [];
      const remove = [...(what.remove ?? []), ...unlisted];
      try {
        const outcome = await this.#writes.write({ ...what, writer, set: { ...what.set, ...change }, remove });
        isWritten = outcome.written !== undefined;
        return [];
      } catch (error) {
        if (isThrottled(error)) return ids;
        throw error;
      }
    });
    return isWritten;
  }

  /**
   * Sends batches until everything is processed, for about 25 s at most. A wait of this length is acceptable, because
   * no client waits for an import.
   */
  #untilProcessed<T>(all: readonly T[], process: (batch: T[]) => Promise<T[]>): Promise<void> {
    return untilProcessed(all, process, this.#clock, {
      attempts: 10,
      onUnprocessed: (unprocessed, attempt) => {
        this.#observer.observe({ type: 'batch-retried', table: this.#table, unprocessed, attempt });
      },
    });
  }
}

/** Sets the derived attributes, or removes them if there are none. */
function withMark(
  derived: DerivedAttributes | undefined,
  set: MarkedWrite['set'],
): Pick<MarkedWrite, 'set' | 'remove'> {
  return derived ? { set: { ...set, derived } } : { set, remove: ['derived'] };
}

function isThrottled(error: unknown): boolean {
  return isMarqueeError(error) && error.cause instanceof Error && THROTTLED.has(error.cause.name);
}
