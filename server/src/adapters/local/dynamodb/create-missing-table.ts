import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { isMarqueeError } from '../../../domain/errors.ts';
import { translated } from '../../driven/dynamodb/store-errors.ts';
import type { TableDefinition } from '../../driven/dynamodb/tables.ts';

/**
 * Creates a table in a local DynamoDB unless it exists. Two processes may call this concurrently. In AWS, Terraform
 * creates the tables. The table gets no TTL, because the code that reads expiring items checks their time itself.
 */
export async function createMissingTable(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: definition.attributes.map(({ name: attribute, type }) => ({
      AttributeName: attribute,
      AttributeType: type,
    })),
    KeySchema: [{ AttributeName: definition.partitionKey, KeyType: 'HASH' }],
    ...(definition.indexes.length > 0 && {
      GlobalSecondaryIndexes: definition.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: 'HASH' },
          { AttributeName: index.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  });
  try {
    await translated(client.send(command));
  } catch (error) {
    const cause = isMarqueeError(error) ? error.cause : error;
    if (!(cause instanceof Error) || cause.name !== 'ResourceInUseException') throw error;
  }
  await translated(waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { TableName: name }));
}
