import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isPurged } from '../../../domain/cache-policy.ts';
import { CLOCK_TOLERANCE_MS } from '../../../domain/clock-tolerance.ts';
import type { CacheKey } from '../../../domain/movie-request.ts';
import type { CacheEntry, CacheGeneration, CacheReading, CacheStore, HitsOutcome } from '../../../ports/cache-store.ts';
import { storeUnavailable } from '../../../domain/errors.ts';
import { CACHE_GENERATION_ID, cacheItemIds, idleExpirySec, toGeneration, type EntryItem } from './cache-item.ts';
import { packPayload, unpackPayload } from './cache-payload.ts';
import { CACHE_MS } from '../timeouts.ts';
import { conditionHolds, translated, wasRefused } from './store-errors.ts';

/** The maximum number of attempts at a read. DynamoDB may leave keys of a batch unprocessed when it throttles. */
const READ_ATTEMPTS = 3;

type Item = Record<string, unknown> & { readonly id: string };

/** The part of the movies cache that all instances share. It is stored in the table {@link CACHE_TABLE}. */
export class DynamoCacheStore implements CacheStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #once: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #timeoutMs: number;

  /** @param once a client that does not retry. It is used to add hits, because a retry could count a hit twice */
  constructor(client: DynamoDBDocumentClient, once: DynamoDBDocumentClient, table: string, timeoutMs = CACHE_MS) {
    this.#client = client;
    this.#once = once;
    this.#table = table;
    this.#timeoutMs = timeoutMs;
  }

  async read(key: CacheKey, nowMs: number, consistent = false): Promise<CacheReading> {
    const ids = cacheItemIds(key);
    const items = await this.#batchGet([ids.entry, ids.hits, CACHE_GENERATION_ID], consistent);
    const generation = toGeneration(items.get(CACHE_GENERATION_ID));
    const entry = await toEntry(items.get(ids.entry) as EntryItem | undefined, generation, nowMs);
    const hits = (items.get(ids.hits)?.['hits'] as number | undefined) ?? 0;
    return { ...(entry && { entry }), hits, generation };
  }

  async readGeneration(): Promise<CacheGeneration> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: CACHE_GENERATION_ID } });
    const { Item: item } = await translated(this.#client.send(command, this.#timeout()));
    return toGeneration(item);
  }

  async put(key: CacheKey, entry: CacheEntry, disposableAtMs: number): Promise<'stored' | 'too-large'> {
    const packed = await packPayload(entry.payload);
    if (!packed) return 'too-large';
    const ids = cacheItemIds(key);
    const expiresAtSec = Math.ceil(disposableAtMs / 1_000);
    const { outcome, storedAtMs } = entry;
    await Promise.all([
      this.#putEntry({ id: ids.entry, outcome, storedAtMs, expiresAtSec, ...packed }),
      this.#addToGroup(ids.group, ids.hash, storedAtMs, expiresAtSec),
    ]);
    return 'stored';
  }

  async addHits(key: CacheKey, hits: number, nowMs: number): Promise<HitsOutcome> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: cacheItemIds(key).hits },
      UpdateExpression: 'ADD hits :hits SET storedAtMs = :now, expiresAtSec = :expiry',
      ExpressionAttributeValues: { ':hits': hits, ':now': nowMs, ':expiry': idleExpirySec(nowMs) },
      ReturnValues: 'UPDATED_NEW',
    });
    try {
      const { Attributes: updated } = await this.#once.send(command, this.#timeout());
      return { type: 'counted', hits: updated?.['hits'] as number };
    } catch (error) {
      return { type: wasRefused(error) ? 'not-counted' : 'unknown' };
    }
  }

  async #putEntry(item: EntryItem): Promise<void> {
    const command = new PutCommand({
      TableName: this.#table,
      Item: item,
      ConditionExpression: 'attribute_not_exists(id) OR storedAtMs < :storedAt OR storedAtMs > :latest',
      ExpressionAttributeValues: {
        ':storedAt': item.storedAtMs,
        ':latest': item.storedAtMs + CLOCK_TOLERANCE_MS,
      },
    });
    // The condition fails when a newer entry exists. Readers can use that entry just as well.
    await conditionHolds(this.#client.send(command, this.#timeout()));
  }

  /** Records which entries belong to a query, so that a purge of the query need not scan the table. */
  async #addToGroup(id: string, hash: string, storedAtMs: number, expiresAtSec: number): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id },
      UpdateExpression: 'ADD hashes :hash SET storedAtMs = :storedAt, expiresAtSec = :expiry',
      ExpressionAttributeValues: {
        ':hash': new Set([hash]),
        ':storedAt': storedAtMs,
        // The list is kept one hour longer than the entry. The entry's time may come from the clock of another
        // instance, which may be ahead.
        ':expiry': expiresAtSec + 3_600,
      },
    });
    await translated(this.#client.send(command, this.#timeout()));
  }

  async #batchGet(ids: readonly string[], consistent: boolean): Promise<ReadonlyMap<string, Item>> {
    const items = new Map<string, Item>();
    let keys: Record<string, unknown>[] = ids.map((id) => ({ id }));
    for (let attempt = 1; keys.length > 0; attempt += 1) {
      if (attempt > READ_ATTEMPTS) throw storeUnavailable(new Error('DynamoDB leaves keys unprocessed'));
      const command = new BatchGetCommand({
        RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: consistent } },
      });
      const answer = await translated(this.#client.send(command, this.#timeout()));
      for (const item of (answer.Responses?.[this.#table] ?? []) as Item[]) items.set(item.id, item);
      keys = answer.UnprocessedKeys?.[this.#table]?.Keys ?? [];
    }
    return items;
  }

  #timeout(): { abortSignal: AbortSignal } {
    return { abortSignal: AbortSignal.timeout(this.#timeoutMs) };
  }
}

async function toEntry(
  item: EntryItem | undefined,
  { validFromMs }: CacheGeneration,
  nowMs: number,
): Promise<CacheEntry | undefined> {
  if (!item || isPurged(item, validFromMs, nowMs)) return undefined;
  const { outcome, storedAtMs } = item;
  const payload = await unpackPayload(item);
  return payload === undefined ? undefined : { outcome, storedAtMs, payload };
}
