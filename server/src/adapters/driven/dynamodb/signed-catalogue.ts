import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { FilmChange } from '../../../domain/film.ts';
import type { CataloguePointer, CatalogueState } from '../../../ports/catalogue-pointer.ts';
import type { FilmRepository } from '../../../ports/film-repository.ts';
import { sendSigned, type AwsAccess } from '../aws/signed-request.ts';
import { SIGNED_READ_MS } from '../timeouts.ts';
import { changesQuery, toChange, toLastVersion, type FilmItem } from './film-item.ts';
import { POINTER_ID, toCatalogueState } from './pointer-item.ts';
import { readSynopsesBy, SYNOPSIS_ONLY } from './synopses-batch.ts';

type Item = Record<string, AttributeValue>;
type Answer = {
  readonly Item?: Item;
  readonly Items?: Item[];
  readonly LastEvaluatedKey?: Item;
  readonly Responses?: Readonly<Record<string, Item[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys: Item[] }>>;
};

/**
 * Makes the small reads that a search needs (the pointer, the latest changes and the synopses of a page) without the
 * SDK's DynamoDB client. Loading that client would take half the time of a cold start. Each read is tried once. If a
 * read fails, the caller repeats it with the SDK's client, which reports what is wrong.
 */
export class SignedCatalogue
  implements Pick<CataloguePointer, 'read'>, Pick<FilmRepository, 'changesSince' | 'lastVersion' | 'readSynopses'>
{
  readonly #access: AwsAccess;
  readonly #url: URL;
  readonly #table: string;
  readonly #format: string;
  readonly #timeoutMs: number;

  /**
   * @param endpoint URL of a test's DynamoDB; absent: AWS
   * @param format the format of the snapshots that this process reads
   */
  constructor(
    access: AwsAccess,
    endpoint: string | undefined,
    table: string,
    format: string,
    timeoutMs = SIGNED_READ_MS,
  ) {
    this.#access = access;
    this.#url = new URL(endpoint ?? `https://dynamodb.${access.region}.amazonaws.com`);
    this.#table = table;
    this.#format = format;
    this.#timeoutMs = timeoutMs;
  }

  async read(): Promise<CatalogueState> {
    return toCatalogueState(await this.#item(POINTER_ID), this.#format);
  }

  async lastVersion(id: string): Promise<Pick<FilmChange, 'version' | 'attributes'> | undefined> {
    return toLastVersion((await this.#item(id)) as FilmItem | undefined);
  }

  async #item(id: string): Promise<Record<string, unknown> | undefined> {
    const key = { TableName: this.#table, Key: marshall({ id }) };
    const { Item: item } = await this.#call('GetItem', { ...key, ConsistentRead: true });
    return item && unmarshall(item);
  }

  async changesSince(sinceMs: number): Promise<FilmChange[]> {
    const { ExpressionAttributeValues: values, ...query } = changesQuery(this.#table, sinceMs);
    const changes: FilmChange[] = [];
    let start: Item | undefined;
    do {
      const page = await this.#call('Query', {
        ...query,
        ExpressionAttributeValues: marshall(values),
        ...(start && { ExclusiveStartKey: start }),
      });
      changes.push(...(page.Items ?? []).map((item) => toChange(unmarshall(item) as FilmItem)));
      start = page.LastEvaluatedKey;
    } while (start);
    return changes;
  }

  readSynopses(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const table = this.#table;
    return readSynopsesBy(ids, async (keys) => {
      const request = { ...SYNOPSIS_ONLY, Keys: keys.map((key) => marshall(key)) };
      const answer = await this.#call('BatchGetItem', { RequestItems: { [table]: request } });
      const { Responses: responses, UnprocessedKeys: unprocessed } = answer;
      const plain = (items: readonly Item[] = []) => items.map((item) => unmarshall(item));
      return { items: plain(responses?.[table]), unprocessed: plain(unprocessed?.[table]?.Keys) };
    });
  }

  /** Calls DynamoDB by its low-level HTTP API; see "DynamoDB Low-Level API" in the DynamoDB Developer Guide. */
  async #call(operation: 'BatchGetItem' | 'GetItem' | 'Query', input: object): Promise<Answer> {
    const content = await sendSigned(this.#access, {
      service: 'dynamodb',
      method: 'POST',
      url: this.#url,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
      body: JSON.stringify(input),
      timeoutMs: this.#timeoutMs,
    });
    return JSON.parse(content.toString()) as Answer;
  }
}
