import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../../ports/catalogue-pointer.ts';
import { OPEN_IMPORT, POINTER_ID, SEARCH_SNAPSHOT, toCatalogueState } from './pointer-item.ts';
import { conditionHolds, translated } from './store-errors.ts';

/** Keeps the pointer, which names the current search snapshot of each format, in an item of the films table. */
export class DynamoCataloguePointer implements CataloguePointer {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #format: string;

  /** @param format the format of the snapshots that this process builds and reads */
  constructor(client: DynamoDBDocumentClient, table: string, format: string) {
    this.#client = client;
    this.#table = table;
    this.#format = format;
  }

  async read(): Promise<CatalogueState> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: POINTER_ID }, ConsistentRead: true });
    const { Item: item } = await translated(this.#client.send(command));
    return toCatalogueState(item, this.#format);
  }

  advance(): Promise<void> {
    return this.#update('ADD generation :one', { ':one': 1 });
  }

  openImport(importId: string, nowMs: number): Promise<void> {
    const name = OPEN_IMPORT + importId;
    return this.#update(`ADD generation :one SET ${nameOf(0)} = :now`, { ':one': 1, ':now': nowMs }, [name]);
  }

  closeImports(importIds: readonly string[]): Promise<void> {
    const names = importIds.map((id) => OPEN_IMPORT + id);
    return this.#update(`REMOVE ${names.map((_, i) => nameOf(i)).join(', ')}`, undefined, names);
  }

  async dropFormats(snapshots: readonly SnapshotEntry[]): Promise<void> {
    for (const { format, name } of snapshots) {
      const command = new UpdateCommand({
        TableName: this.#table,
        Key: { id: POINTER_ID },
        UpdateExpression: 'REMOVE #snapshot',
        ConditionExpression: '#snapshot.#name = :name',
        ExpressionAttributeNames: { '#snapshot': SEARCH_SNAPSHOT + format, '#name': 'name' },
        ExpressionAttributeValues: { ':name': name },
      });
      await conditionHolds(this.#client.send(command));
    }
  }

  /**
   * The condition also holds if this snapshot is already the current one. This is needed because the SDK retries a
   * request whose answer is lost.
   */
  publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean> {
    const before = replaces === undefined ? 'attribute_not_exists(#current)' : '#current.#name = :replaces';
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: POINTER_ID },
      UpdateExpression: 'SET #current = :snapshot',
      ConditionExpression: `${before} OR #current.#name = :name`,
      ExpressionAttributeNames: { '#current': SEARCH_SNAPSHOT + this.#format, '#name': 'name' },
      ExpressionAttributeValues: {
        ':snapshot': snapshot,
        ':name': snapshot.name,
        ...(replaces !== undefined && { ':replaces': replaces }),
      },
    });
    return conditionHolds(this.#client.send(command));
  }

  /** @param attributes the attributes whose placeholders ({@link nameOf}) the expression contains */
  async #update(
    expression: string,
    values: Record<string, unknown> | undefined,
    attributes: readonly string[] = [],
  ): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: POINTER_ID },
      UpdateExpression: expression,
      ExpressionAttributeValues: values,
      ...(attributes.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name, i) => [nameOf(i), name])),
      }),
    });
    await translated(this.#client.send(command));
  }
}

/** The placeholder for an attribute's name in an expression. */
function nameOf(index: number): string {
  return `#name${String(index)}`;
}
