import { createHmac, randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { storeUnavailable } from '../../../domain/errors.ts';
import {
  COUNTING_PERIOD_MS,
  FORGOTTEN_AFTER_MS,
  KEPT_FROM_REQUESTS,
  keptSearches,
  REPEAT_MS,
  withRequest,
  type SearchWithoutResults,
} from '../../../domain/searches-without-results.ts';
import type { SearchesWithoutResults } from '../../../ports/searches-without-results.ts';
import { CACHE_MS } from '../timeouts.ts';
import { conditionHolds, isConditionFailed, translated } from './store-errors.ts';

const LIST_ID = '#searchesWithoutResults';

/** The maximum number of attempts to change the list. An attempt fails if another instance changes the list. */
const ATTEMPTS = 5;

type List = { readonly searches: readonly SearchWithoutResults[]; readonly version: number };

/**
 * Keeps the searches in the cache table, whose items expire and are not backed up:
 *
 *     #searchKey-<period>      a random key, which expires at the end of the period
 *     z#<HMAC of a text>       the requests with this text in the period; expires at the end of the period
 *     #searchesWithoutResults  the list of the texts that enough requests had; each change of the list replaces it
 *
 * Below the threshold no text is stored. A hash without a key would not hide the text, because most texts are so short
 * that they can be guessed. When the period has ended, its key is gone, and nobody can test a guess any more.
 */
export class DynamoSearchesWithoutResults implements SearchesWithoutResults {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #timeoutMs: number;
  #key: { readonly period: number; readonly value: string } | undefined;

  /** @param timeoutMs the limit of a whole call of a method, with all its requests */
  constructor(client: DynamoDBDocumentClient, table: string, timeoutMs = CACHE_MS) {
    this.#client = client;
    this.#table = table;
    this.#timeoutMs = timeoutMs;
  }

  async add(text: string, nowMs: number): Promise<void> {
    const options = this.#timeout();
    const period = Math.floor(nowMs / COUNTING_PERIOD_MS);
    const hash = createHmac('sha256', await this.#keyOf(period, options))
      .update(text)
      .digest('base64url');
    const inPeriod = await this.#count(`z#${hash}`, period, nowMs, options);
    if (inPeriod < KEPT_FROM_REQUESTS) return;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { searches, version } = await this.#read(options);
      if (await this.#replace({ searches: withRequest(searches, text, inPeriod, nowMs), version }, nowMs, options))
        return;
    }
    throw storeUnavailable(new Error('The list of searches without results keeps changing'));
  }

  async list(nowMs: number): Promise<readonly SearchWithoutResults[]> {
    return keptSearches((await this.#read(this.#timeout())).searches, nowMs);
  }

  /** All instances have the same key, because only the first one sets it. */
  async #keyOf(period: number, options: Options): Promise<string> {
    if (this.#key?.period === period) return this.#key.value;
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: `#searchKey-${String(period)}` },
      UpdateExpression: 'SET hmacKey = if_not_exists(hmacKey, :new), expiresAtSec = :expiry',
      ExpressionAttributeValues: { ':new': randomBytes(32).toString('base64'), ':expiry': endOf(period) },
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes: item } = await translated(this.#client.send(command, options));
    this.#key = { period, value: item?.['hmacKey'] as string };
    return this.#key.value;
  }

  /**
   * Counts a request unless it repeats the one that was counted last. A retry of the SDK is such a repeat too, so a
   * request whose answer was lost is not counted twice.
   *
   * @returns the requests in the period; 0 if this one repeats another
   */
  async #count(id: string, period: number, nowMs: number, options: Options): Promise<number> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id },
      UpdateExpression: 'ADD requests :one SET countedAtMs = :now, expiresAtSec = :expiry',
      // The time may come from another instance, whose clock may be ahead.
      ConditionExpression: 'attribute_not_exists(id) OR countedAtMs <= :before OR countedAtMs >= :after',
      ExpressionAttributeValues: {
        ...{ ':one': 1, ':now': nowMs, ':expiry': endOf(period) },
        ...{ ':before': nowMs - REPEAT_MS, ':after': nowMs + REPEAT_MS },
      },
      ReturnValues: 'UPDATED_NEW',
    });
    try {
      const { Attributes: updated } = await translated(this.#client.send(command, options));
      return updated?.['requests'] as number;
    } catch (error) {
      if (isConditionFailed(error)) return 0;
      throw error;
    }
  }

  async #read(options: Options): Promise<List> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: LIST_ID }, ConsistentRead: true });
    const { Item: item } = await translated(this.#client.send(command, options));
    return (item as List | undefined) ?? { searches: [], version: 0 };
  }

  /** @returns whether the list had not changed since it was read */
  #replace({ searches, version }: List, nowMs: number, options: Options): Promise<boolean> {
    const expiresAtSec = Math.ceil((nowMs + FORGOTTEN_AFTER_MS) / 1_000);
    const command = new PutCommand({
      TableName: this.#table,
      Item: { id: LIST_ID, searches, version: version + 1, expiresAtSec },
      ConditionExpression: 'attribute_not_exists(id) OR version = :version',
      ExpressionAttributeValues: { ':version': version },
    });
    return conditionHolds(this.#client.send(command, options));
  }

  #timeout(): Options {
    return { abortSignal: AbortSignal.timeout(this.#timeoutMs) };
  }
}

type Options = { readonly abortSignal: AbortSignal };

function endOf(period: number): number {
  return ((period + 1) * COUNTING_PERIOD_MS) / 1_000;
}
