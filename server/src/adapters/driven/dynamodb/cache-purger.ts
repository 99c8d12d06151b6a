import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, BatchWriteCommand, GetCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { CLOCK_TOLERANCE_MS, isFromTheFuture } from '../../../domain/clock-tolerance.ts';
import type { CachePurger, PurgeStep, StorePurge } from '../../../ports/cache-purger.ts';
import type { Clock } from '../../../ports/clock.ts';
import { CACHE_GENERATION_ID, groupItemId } from './cache-item.ts';
import { conditionHolds, translated } from './store-errors.ts';
import { untilProcessed } from './until-processed.ts';

/** The maximum number of items that one step of a purge reads. */
const SCAN_LIMIT = 200;
/** DynamoDB's limit for the number of requests in one BatchWriteItem. */
const WRITE_LIMIT = 25;
/** One step deletes at most this many entries of a group, each together with its counter. */
const GROUP_LIMIT = 25;
/**
 * How often one BatchWriteItem is sent at most. The pauses between these attempts take about 6 s. The purge Lambda
 * starts a step only if it has at least 10 s left.
 */
const PATIENCE = { attempts: 8 };

/** Deletes from the movies cache. Its requests have no short time limit, because no client waits for a purge. */
export class DynamoCachePurger implements CachePurger {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async declarePurged(beforeMs: number, nowMs: number): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: CACHE_GENERATION_ID },
      UpdateExpression: 'SET validFromMs = :before',
      ConditionExpression: 'attribute_not_exists(validFromMs) OR validFromMs < :before OR validFromMs > :latest',
      ExpressionAttributeValues: { ':before': beforeMs, ':latest': nowMs + CLOCK_TOLERANCE_MS },
    });
    await conditionHolds(this.#client.send(command));
  }

  async advanceGeneration(): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: CACHE_GENERATION_ID },
      UpdateExpression: 'ADD #number :one',
      ExpressionAttributeNames: { '#number': 'number' },
      ExpressionAttributeValues: { ':one': 1 },
    });
    await translated(this.#client.send(command));
  }

  deleteSome(purge: StorePurge, nowMs: number): Promise<PurgeStep> {
    return purge.scope.kind === 'group'
      ? this.#deleteGroup(purge.scope.group, purge, nowMs)
      : this.#deleteScanned(purge, nowMs);
  }

  async #deleteScanned({ scope, requestedAtMs, cursor }: StorePurge, nowMs: number): Promise<PurgeStep> {
    const [condition, value] =
      scope.kind === 'sweep'
        ? ['expiresAtSec < :limit', Math.floor(requestedAtMs / 1_000)]
        : ['storedAtMs < :limit', requestedAtMs];
    const command = new ScanCommand({
      TableName: this.#table,
      ProjectionExpression: 'id',
      FilterExpression: `${condition} OR storedAtMs > :latest`,
      ExpressionAttributeValues: { ':limit': value, ':latest': nowMs + CLOCK_TOLERANCE_MS },
      Limit: SCAN_LIMIT,
      ...(cursor !== undefined && { ExclusiveStartKey: { id: cursor } }),
    });
    const page = await translated(this.#client.send(command));
    const ids = ((page.Items ?? []) as { id: string }[]).map(({ id }) => id);
    await this.#delete(ids);
    const next = page.LastEvaluatedKey?.['id'] as string | undefined;
    return { deleted: ids.length, ...(next !== undefined && { cursor: next }) };
  }

  async #deleteGroup(name: string, { requestedAtMs, cursor = '' }: StorePurge, nowMs: number): Promise<PurgeStep> {
    const key = { id: groupItemId(name) };
    const read = new GetCommand({ TableName: this.#table, Key: key, ConsistentRead: true });
    const { Item: group } = await translated(this.#client.send(read));
    const hashes = [...((group?.['hashes'] as Set<string> | undefined) ?? [])].sort().filter((hash) => hash > cursor);
    const batch = hashes.slice(0, GROUP_LIMIT);
    const newer = await this.#storedSince(batch, requestedAtMs, nowMs);
    const old = batch.filter((hash) => !newer.has(`e#${hash}`));
    if (old.length > 0) {
      await this.#delete(old.flatMap((hash) => [`e#${hash}`, `h#${hash}`]));
      const forget = new UpdateCommand({
        TableName: this.#table,
        Key: key,
        UpdateExpression: 'DELETE hashes :old',
        ExpressionAttributeValues: { ':old': new Set(old) },
      });
      await translated(this.#client.send(forget));
    }
    const hasMore = hashes.length > batch.length;
    return { deleted: old.length, ...(hasMore && { cursor: batch.at(-1) }) };
  }

  /** Ids of entries that were stored after the purge was requested. */
  async #storedSince(hashes: readonly string[], sinceMs: number, nowMs: number): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    await untilProcessed(
      hashes.map((hash) => ({ id: `e#${hash}` })),
      async (keys) => {
        const command = new BatchGetCommand({
          RequestItems: {
            [this.#table]: { Keys: keys, ConsistentRead: true, ProjectionExpression: 'id, storedAtMs' },
          },
        });
        const answer = await translated(this.#client.send(command));
        for (const item of (answer.Responses?.[this.#table] ?? []) as { id: string; storedAtMs: number }[]) {
          if (item.storedAtMs >= sinceMs && !isFromTheFuture(item.storedAtMs, nowMs)) found.add(item.id);
        }
        return (answer.UnprocessedKeys?.[this.#table]?.Keys ?? []) as { id: string }[];
      },
      this.#clock,
      PATIENCE,
    );
    return found;
  }

  async #delete(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += WRITE_LIMIT) {
      const keys = ids.slice(start, start + WRITE_LIMIT).map((id) => ({ id }));
      await untilProcessed(keys, (batch) => this.#deleteBatch(batch), this.#clock, PATIENCE);
    }
  }

  /** @returns the keys that were left unprocessed */
  async #deleteBatch(keys: readonly { id: string }[]): Promise<{ id: string }[]> {
    const command = new BatchWriteCommand({
      RequestItems: { [this.#table]: keys.map((key) => ({ DeleteRequest: { Key: key } })) },
    });
    const { UnprocessedItems: rest } = await translated(this.#client.send(command));
    return (rest?.[this.#table] ?? []).flatMap(({ DeleteRequest: request }) =>
      request?.Key ? [request.Key as { id: string }] : [],
    );
  }
}
