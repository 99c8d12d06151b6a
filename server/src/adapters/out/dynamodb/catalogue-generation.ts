import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CatalogueGeneration } from '../../../ports/catalogue-generation.ts';
import { GENERATION_ID } from './film-item.ts';
import { translated } from './store-errors.ts';

/** Keeps the generation in a pointer item of the films table. */
export class DynamoCatalogueGeneration implements CatalogueGeneration {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(): Promise<number> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: GENERATION_ID }, ConsistentRead: true });
    const { Item: item } = await translated(this.#client.send(command));
    return (item?.['generation'] as number | undefined) ?? 0;
  }

  async advance(): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: GENERATION_ID },
      UpdateExpression: 'ADD generation :one',
      ExpressionAttributeValues: { ':one': 1 },
    });
    await translated(this.#client.send(command));
  }
}
