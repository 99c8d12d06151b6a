import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../../ports/clock.ts';
import type { FilmImportStore, ImportedFilm, StoredRecord } from '../../../ports/film-import-store.ts';
import type { Observer } from '../../../ports/observer.ts';
import { toRecord, type FilmItem } from './film-item.ts';
import { isConditionFailed, translated } from './store-errors.ts';
import { untilProcessed } from './until-processed.ts';

export class DynamoFilmImportStore implements FilmImportStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #observer: Observer;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock, observer: Observer) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#observer = observer;
  }

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const records = new Map<string, StoredRecord>();
    await this.#untilProcessed(
      ids.map((id) => ({ id })),
      async (keys) => {
        const command = new BatchGetCommand({ RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: true } } });
        const { Responses: responses, UnprocessedKeys: unprocessed } = await translated(this.#client.send(command));
        for (const item of (responses?.[this.#table] ?? []) as FilmItem[]) records.set(item.id, toRecord(item));
        return (unprocessed?.[this.#table]?.Keys ?? []) as { id: string }[];
      },
    );
    return records;
  }

  async create(films: readonly ImportedFilm[]): Promise<void> {
    const items = films.map((film) => importedItem(film, 1));
    await this.#untilProcessed(items, async (batch) => {
      const command = new BatchWriteCommand({
        RequestItems: { [this.#table]: batch.map((item) => ({ PutRequest: { Item: item } })) },
      });
      const { UnprocessedItems: unprocessed } = await translated(this.#client.send(command));
      return (unprocessed?.[this.#table] ?? []).flatMap((request) =>
        request.PutRequest?.Item ? [request.PutRequest.Item as FilmItem] : [],
      );
    });
  }

  async replace(film: ImportedFilm, expectedVersion: number): Promise<boolean> {
    const command = new PutCommand({
      TableName: this.#table,
      Item: importedItem(film, expectedVersion + 1),
      ConditionExpression: 'version = :expected',
      ExpressionAttributeValues: { ':expected': expectedVersion },
    });
    try {
      await translated(this.#client.send(command));
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }

  /** Waits about 25 s in all: an import has time. */
  #untilProcessed<T>(all: readonly T[], process: (batch: T[]) => Promise<T[]>): Promise<void> {
    return untilProcessed(all, process, this.#clock, {
      attempts: 10,
      onUnprocessed: (unprocessed, attempt) => {
        this.#observer.observe({ type: 'batch-retried', table: this.#table, unprocessed, attempt });
      },
    });
  }
}

function importedItem({ id, attributes, identity, rowHashes }: ImportedFilm, version: number): FilmItem {
  return { id, version, attributes, imported: { identity, rowHashes, version } };
}
