import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { CLOCK_TOLERANCE_MS } from '../../../domain/clock-tolerance.ts';
import type { CacheKey } from '../../../domain/movie-request.ts';
import type { CacheLease, LeaseFailure, LeaseView } from '../../../ports/cache-lease.ts';
import { cacheItemIds, idleExpirySec, type LeaseItem } from './cache-item.ts';
import { CACHE_MS } from '../timeouts.ts';
import { conditionHolds, translated } from './store-errors.ts';

/**
 * Stores each lease (the right to call the provider for a key) in a small item of its own. The item is changed only by
 * conditional writes, each of which is atomic.
 *
 *     acquire   SET holder, heldUntilMs        if it is free, has expired (isHoldOver) or is mine (a retry by the SDK)
 *     release   DELETE                         if it is mine
 *     failed    SET heldUntilMs = 0, failure   if it is mine; waiting callers read the failure, and the lease is free
 */
export class DynamoCacheLease implements CacheLease {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #timeoutMs: number;

  constructor(client: DynamoDBDocumentClient, table: string, timeoutMs = CACHE_MS) {
    this.#client = client;
    this.#table = table;
    this.#timeoutMs = timeoutMs;
  }

  async acquire(key: CacheKey, owner: string, nowMs: number, leaseMs: number): Promise<'won' | 'lost'> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: cacheItemIds(key).lease },
      UpdateExpression: 'SET holder = :owner, heldUntilMs = :until, expiresAtSec = :expiry',
      ConditionExpression:
        'attribute_not_exists(id) OR heldUntilMs <= :now OR heldUntilMs > :latest OR holder = :owner',
      ExpressionAttributeValues: {
        ':owner': owner,
        ':now': nowMs,
        ':latest': nowMs + leaseMs + CLOCK_TOLERANCE_MS,
        ':until': nowMs + leaseMs,
        ':expiry': idleExpirySec(nowMs),
      },
    });
    return (await conditionHolds(this.#client.send(command, this.#timeout()))) ? 'won' : 'lost';
  }

  async look(key: CacheKey): Promise<LeaseView | undefined> {
    const command = new GetCommand({
      TableName: this.#table,
      Key: { id: cacheItemIds(key).lease },
      ConsistentRead: true,
    });
    const { Item: item } = await translated(this.#client.send(command, this.#timeout()));
    if (!item) return undefined;
    const { holder, heldUntilMs, failedHolder, failure } = item as LeaseItem;
    return {
      owner: holder,
      expiresAtMs: heldUntilMs,
      ...(failedHolder !== undefined && { failed: { owner: failedHolder, failure: failure as LeaseFailure } }),
    };
  }

  async release(key: CacheKey, owner: string, failure?: LeaseFailure): Promise<void> {
    const item = { TableName: this.#table, Key: { id: cacheItemIds(key).lease } };
    const mine = { ConditionExpression: 'holder = :owner', ExpressionAttributeValues: { ':owner': owner } };
    if (!failure) {
      await conditionHolds(this.#client.send(new DeleteCommand({ ...item, ...mine }), this.#timeout()));
      return;
    }
    const command = new UpdateCommand({
      ...item,
      ConditionExpression: mine.ConditionExpression,
      UpdateExpression: 'SET heldUntilMs = :never, failedHolder = :owner, failure = :failure',
      ExpressionAttributeValues: { ...mine.ExpressionAttributeValues, ':never': 0, ':failure': failure },
    });
    await conditionHolds(this.#client.send(command, this.#timeout()));
  }

  #timeout(): { abortSignal: AbortSignal } {
    return { abortSignal: AbortSignal.timeout(this.#timeoutMs) };
  }
}
