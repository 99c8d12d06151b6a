import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { filmNotFound, storeUnavailable, versionConflict } from '../../../domain/errors.ts';
import type { Film, FilmAttributes, FilmChange, WrittenFilm } from '../../../domain/film.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ExpectedVersion, FilmRepository } from '../../../ports/film-repository.ts';
import { CHANGE_LOG, changesQuery, toChange, toLastVersion, type FilmItem } from './film-item.ts';
import { MarkedWrites } from './marked-writes.ts';
import { scanTable } from './scan-table.ts';
import { conditionHolds, translated } from './store-errors.ts';
import { readSynopsesBy, SYNOPSIS_ONLY } from './synopses-batch.ts';

/**
 * The maximum number of attempts at a write that accepts any version. An attempt fails if another writer changes the
 * film during the attempt.
 */
const ATTEMPTS = 50;

export class DynamoFilmRepository implements FilmRepository {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #writes: MarkedWrites;
  readonly #newWriter: () => string;

  /**
   * @param newWriter returns a new random name of at least 16 random bytes for each write; the item stores this name as
   * the mark of the write
   */
  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock, newWriter: () => string) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#writes = new MarkedWrites(client, table);
    this.#newWriter = newWriter;
  }

  async get(id: string): Promise<Film | undefined> {
    const item = await this.#writes.read(id);
    return item?.attributes && { id, version: item.version, attributes: item.attributes };
  }

  async lastVersion(id: string): Promise<Pick<FilmChange, 'version' | 'attributes'> | undefined> {
    return toLastVersion(await this.#writes.read(id));
  }

  readSynopses(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const table = this.#table;
    return readSynopsesBy(ids, async (keys) => {
      const command = new BatchGetCommand({ RequestItems: { [table]: { ...SYNOPSIS_ONLY, Keys: [...keys] } } });
      const { Responses: responses, UnprocessedKeys: unprocessed } = await translated(this.#client.send(command));
      return { items: responses?.[table] ?? [], unprocessed: unprocessed?.[table]?.Keys ?? [] };
    });
  }

  async create(id: string, attributes: FilmAttributes, writer = this.#newWriter()): Promise<WrittenFilm | undefined> {
    let tombstone: FilmItem | undefined;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const changedAtMs = this.#clock.nowMs();
      const outcome = await this.#writes.write({
        id,
        version: (tombstone?.version ?? 0) + 1,
        writer,
        on: tombstone ? 'tombstone' : 'nothing',
        set: { attributes, changeLog: CHANGE_LOG, changedAtMs },
        remove: ['derived'],
      });
      if (outcome.written !== undefined) return { id, version: outcome.written, attributes, changedAtMs };
      if (outcome.item?.attributes) return undefined;
      tombstone = outcome.item;
    }
    throw storeUnavailable(new Error(`The film "${id}" keeps being created and deleted`));
  }

  async replace(id: string, attributes: FilmAttributes, expected: ExpectedVersion): Promise<WrittenFilm> {
    return { ...(await this.#change(id, attributes, expected)), attributes };
  }

  delete(id: string, expected: ExpectedVersion): Promise<FilmChange> {
    return this.#change(id, undefined, expected);
  }

  async changesSince(sinceMs: number): Promise<FilmChange[]> {
    const changes: FilmChange[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        ...changesQuery(this.#table, sinceMs),
        ExclusiveStartKey: start,
      });
      const page = await translated(this.#client.send(command));
      changes.push(...((page.Items ?? []) as FilmItem[]).map(toChange));
      start = page.LastEvaluatedKey;
    } while (start);
    return changes;
  }

  async forgetChange({ id, version }: FilmChange): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id },
      UpdateExpression: 'REMOVE changeLog, changedAtMs',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': version },
    });
    await conditionHolds(this.#client.send(command));
  }

  async *scan(): AsyncIterable<readonly Film[]> {
    for await (const items of scanTable(this.#client, this.#table, 'id, version, attributes')) {
      yield items.flatMap(({ id, version, attributes }) => (attributes ? [{ id, version, attributes }] : []));
    }
  }

  /** @param attributes the film's new attributes; if absent, the film is deleted */
  async #change(id: string, attributes: FilmAttributes | undefined, expected: ExpectedVersion): Promise<FilmChange> {
    const writer = this.#newWriter();
    let before = expected === 'any' ? (await this.get(id))?.version : expected;
    for (let attempt = 1; before !== undefined; attempt += 1) {
      const changedAtMs = this.#clock.nowMs();
      const outcome = await this.#writes.write({
        id,
        version: before + 1,
        writer,
        on: 'film',
        set: { changeLog: CHANGE_LOG, changedAtMs, ...(attributes && { attributes }) },
        remove: attributes ? [] : ['attributes'],
      });
      if (outcome.written !== undefined) return { id, version: outcome.written, changedAtMs };
      if (outcome.item?.attributes && (expected !== 'any' || attempt === ATTEMPTS)) throw versionConflict(id);
      before = outcome.item?.attributes && outcome.item.version;
    }
    throw filmNotFound(id);
  }
}
