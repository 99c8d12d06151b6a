import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isHoldOver } from '../../../domain/clock-tolerance.ts';
import { storeUnavailable } from '../../../domain/errors.ts';
import {
  IDEMPOTENCY_HOLD_MS,
  IDEMPOTENCY_KEY_LIFETIME_MS,
  type IdempotencyClaim,
  type IdempotencyKey,
  type IdempotencyStore,
} from '../../../ports/idempotency-store.ts';
import { conditionHolds, translated } from './store-errors.ts';

/**
 * An idempotency key as an item of the cache table. The item has no `storedAtMs`, so that a purge of the movies cache
 * does not delete it.
 *
 *     id            k#<hash of client and key>
 *     bodyHash      the hash of the first request's body
 *     writer        the name of the first request that held the key; it is also the mark on the film
 *     filmId        the id that is being tried; in the end, the film's id
 *     filmVersion   absent until the film is created
 *     holder        the name of the request that holds the key until heldUntilMs
 *     expiresAtSec  when the item may be deleted
 */
type KeyItem = {
  readonly id: string;
  readonly bodyHash: string;
  readonly writer: string;
  readonly filmId: string;
  readonly filmVersion?: number;
  readonly holder: string;
  readonly heldUntilMs: number;
  readonly expiresAtSec: number;
};

/** The maximum number of attempts at a claim. An attempt fails if the item changes between its two requests. */
const ATTEMPTS = 5;

export class DynamoIdempotencyStore implements IdempotencyStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async claim(
    key: IdempotencyKey,
    { body, holder, id: filmId }: { body: string; holder: string; id: string },
    nowMs: number,
  ): Promise<IdempotencyClaim> {
    const id = itemId(key);
    const bodyHash = hashOf(body);
    const expiresAtSec = Math.ceil((nowMs + IDEMPOTENCY_KEY_LIFETIME_MS) / 1_000);
    const fresh = { id, bodyHash, writer: holder, filmId, holder, heldUntilMs: nowMs + IDEMPOTENCY_HOLD_MS };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (await this.#putUnlessUsed({ ...fresh, expiresAtSec }, nowMs)) {
        return { state: 'claimed', writer: holder, id: filmId, isRetry: false };
      }
      const item = await this.#read(id);
      if (!item || isExpired(item, nowMs)) continue;
      if (item.bodyHash !== bodyHash) return { state: 'other-body' };
      if (item.filmVersion !== undefined) return { state: 'done', id: item.filmId, version: item.filmVersion };
      const claimed = { state: 'claimed', writer: item.writer, id: item.filmId } as const;
      // The SDK retries a request whose answer is lost. The condition then refuses the retry, because the first attempt
      // was carried out.
      if (item.holder === holder) return { ...claimed, isRetry: item.writer !== holder };
      if (!isHoldOver(item.heldUntilMs, nowMs, IDEMPOTENCY_HOLD_MS)) return { state: 'running' };
      if (await this.#takeOver(item, holder, nowMs)) return { ...claimed, isRetry: true };
    }
    throw storeUnavailable(new Error('The idempotency key keeps changing hands'));
  }

  tryId(key: IdempotencyKey, holder: string, filmId: string): Promise<boolean> {
    return this.#update(key, holder, 'SET filmId = :filmId', { ':filmId': filmId });
  }

  async complete(key: IdempotencyKey, holder: string, film: { id: string; version: number }): Promise<void> {
    const values = { ':filmId': film.id, ':version': film.version };
    await this.#update(key, holder, 'SET filmId = :filmId, filmVersion = :version', values);
  }

  async release(key: IdempotencyKey, holder: string, forget: boolean): Promise<void> {
    if (!forget) {
      await this.#update(key, holder, 'SET heldUntilMs = :never', { ':never': 0 });
      return;
    }
    const command = new DeleteCommand({
      TableName: this.#table,
      Key: { id: itemId(key) },
      ConditionExpression: 'holder = :holder',
      ExpressionAttributeValues: { ':holder': holder },
    });
    await conditionHolds(this.#client.send(command));
  }

  /**
   * Writes the item unless the key is in use. An expired item counts as absent, because DynamoDB may delete it only
   * days later.
   */
  #putUnlessUsed(item: KeyItem, nowMs: number): Promise<boolean> {
    const command = new PutCommand({
      TableName: this.#table,
      Item: item,
      ConditionExpression: 'attribute_not_exists(id) OR expiresAtSec <= :nowSec',
      ExpressionAttributeValues: { ':nowSec': Math.floor(nowMs / 1_000) },
    });
    return conditionHolds(this.#client.send(command));
  }

  /**
   * Takes over an expired hold. The condition compares only the holder. That is enough, because an expired hold stays
   * expired: its holder can only shorten it.
   */
  #takeOver({ id, holder: before }: KeyItem, holder: string, nowMs: number): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id },
      UpdateExpression: 'SET holder = :holder, heldUntilMs = :until',
      ConditionExpression: 'holder = :before AND attribute_not_exists(filmVersion)',
      ExpressionAttributeValues: {
        ':holder': holder,
        ':until': nowMs + IDEMPOTENCY_HOLD_MS,
        ':before': before,
      },
    });
    return conditionHolds(this.#client.send(command));
  }

  async #read(id: string): Promise<KeyItem | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true });
    return (await translated(this.#client.send(command))).Item as KeyItem | undefined;
  }

  #update(key: IdempotencyKey, holder: string, expression: string, values: Record<string, unknown>): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: itemId(key) },
      UpdateExpression: expression,
      ConditionExpression: 'holder = :holder',
      ExpressionAttributeValues: { ...values, ':holder': holder },
    });
    return conditionHolds(this.#client.send(command));
  }
}

function itemId({ client, key }: IdempotencyKey): string {
  return `k#${hashOf(JSON.stringify([client, key]))}`;
}

function isExpired({ expiresAtSec }: KeyItem, nowMs: number): boolean {
  return expiresAtSec <= Math.floor(nowMs / 1_000);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
