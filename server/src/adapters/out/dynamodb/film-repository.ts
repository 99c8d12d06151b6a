import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { filmNotFound, versionConflict } from '../../../domain/errors.ts';
import type { Film, FilmAttributes, FilmChange } from '../../../domain/film.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ExpectedVersion, FilmRepository } from '../../../ports/film-repository.ts';
import { CHANGE_LOG, changesQuery, toChange, type FilmItem } from './film-item.ts';
import { mergeIterables } from './merge-iterables.ts';
import { isConditionFailed, translated } from './store-errors.ts';

/** Four segments keep two cores busy; each is a sequence of pages of up to 1 MB. */
const SCAN_SEGMENTS = 4;

export class DynamoFilmRepository implements FilmRepository {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async get(id: string): Promise<Film | undefined> {
    const command = new GetCommand({
      TableName: this.#table,
      Key: { id },
      ConsistentRead: true,
      ProjectionExpression: 'version, attributes',
    });
    const { Item: item } = await translated(this.#client.send(command));
    if (!item?.['attributes']) return undefined;
    const { version, attributes } = item as FilmItem & { attributes: FilmAttributes };
    return { id, version, attributes };
  }

  async create(id: string, attributes: FilmAttributes): Promise<Film | undefined> {
    try {
      return await this.#write(id, attributes, 'attribute_not_exists(attributes)');
    } catch (error) {
      if (isConditionFailed(error)) return undefined;
      throw error;
    }
  }

  async replace(id: string, attributes: FilmAttributes, expected: ExpectedVersion): Promise<Film> {
    try {
      return await this.#write(id, attributes, condition(expected), expectedValues(expected));
    } catch (error) {
      throw await this.#explain(id, error);
    }
  }

  async delete(id: string, expected: ExpectedVersion): Promise<FilmChange> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id },
      UpdateExpression: 'SET version = version + :one, changeLog = :log, changedAtMs = :now REMOVE attributes',
      ConditionExpression: condition(expected),
      ExpressionAttributeValues: {
        ':one': 1,
        ':log': CHANGE_LOG,
        ':now': this.#clock.nowMs(),
        ...expectedValues(expected),
      },
      ReturnValues: 'ALL_NEW',
    });
    try {
      const { Attributes: item } = await translated(this.#client.send(command));
      return toChange(item as FilmItem);
    } catch (error) {
      throw await this.#explain(id, error);
    }
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
    try {
      await translated(this.#client.send(command));
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  }

  scan(): AsyncIterable<readonly Film[]> {
    return mergeIterables(Array.from({ length: SCAN_SEGMENTS }, (_, segment) => this.#scanSegment(segment)));
  }

  async *#scanSegment(segment: number): AsyncGenerator<readonly Film[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const command: ScanCommand = new ScanCommand({
        TableName: this.#table,
        Segment: segment,
        TotalSegments: SCAN_SEGMENTS,
        ConsistentRead: true,
        ProjectionExpression: 'id, version, attributes',
        ExclusiveStartKey: start,
      });
      const page = await translated(this.#client.send(command));
      yield ((page.Items ?? []) as FilmItem[]).flatMap(({ id, version, attributes }) =>
        attributes ? [{ id, version, attributes }] : [],
      );
      start = page.LastEvaluatedKey;
    } while (start);
  }

  async #write(
    id: string,
    attributes: FilmAttributes,
    conditionExpression: string,
    values: Record<string, unknown> = {},
  ): Promise<Film> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id },
      UpdateExpression:
        'SET version = if_not_exists(version, :zero) + :one, attributes = :attributes, changeLog = :log, changedAtMs = :now',
      ConditionExpression: conditionExpression,
      ExpressionAttributeValues: {
        ':zero': 0,
        ':one': 1,
        ':attributes': attributes,
        ':log': CHANGE_LOG,
        ':now': this.#clock.nowMs(),
        ...values,
      },
      ReturnValues: 'UPDATED_NEW',
    });
    const { Attributes: updated } = await translated(this.#client.send(command));
    return { id, version: (updated as FilmItem).version, attributes };
  }

  /** Tells a film that is not there from one that has changed. Asked afterwards: dynalite does not return the old item. */
  async #explain(id: string, error: unknown): Promise<unknown> {
    if (!isConditionFailed(error)) return error;
    return (await this.get(id)) ? versionConflict(id) : filmNotFound(id);
  }
}

function condition(expected: ExpectedVersion): string {
  return expected === 'any' ? 'attribute_exists(attributes)' : 'attribute_exists(attributes) AND version = :expected';
}

function expectedValues(expected: ExpectedVersion): Record<string, unknown> {
  return expected === 'any' ? {} : { ':expected': expected };
}
