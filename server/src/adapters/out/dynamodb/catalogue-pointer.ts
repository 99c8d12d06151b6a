import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../../ports/catalogue-pointer.ts';
import { POINTER_ID, toCatalogueState } from './pointer-item.ts';
import { isConditionFailed, translated } from './store-errors.ts';

/** Keeps the pointer in an item of the films table. */
export class DynamoCataloguePointer implements CataloguePointer {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(): Promise<CatalogueState> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: POINTER_ID }, ConsistentRead: true });
    const { Item: item } = await translated(this.#client.send(command));
    return toCatalogueState(item);
  }

  advance(): Promise<void> {
    return this.#update('ADD generation :one', { ':one': 1 });
  }

  openImport(importId: string, nowMs: number): Promise<void> {
    return this.#update('ADD generation :one, openImports :ids SET importOpenedAtMs = :now', {
      ':one': 1,
      ':ids': new Set([importId]),
      ':now': nowMs,
    });
  }

  closeImports(importIds: readonly string[]): Promise<void> {
    return this.#update('DELETE openImports :ids', { ':ids': new Set(importIds) });
  }

  async publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: POINTER_ID },
      UpdateExpression: 'SET searchSnapshot = :snapshot',
      ConditionExpression:
        replaces === undefined ? 'attribute_not_exists(searchSnapshot)' : 'searchSnapshot.#name = :replaces',
      ExpressionAttributeValues: { ':snapshot': snapshot, ...(replaces !== undefined && { ':replaces': replaces }) },
      ...(replaces !== undefined && { ExpressionAttributeNames: { '#name': 'name' } }),
    });
    try {
      await translated(this.#client.send(command));
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }

  async #update(expression: string, values: Record<string, unknown>): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: POINTER_ID },
      UpdateExpression: expression,
      ExpressionAttributeValues: values,
    });
    await translated(this.#client.send(command));
  }
}
