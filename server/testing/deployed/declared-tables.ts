import { CreateTableCommand, type CreateTableCommandInput, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The attributes of Terraform's resource aws_dynamodb_table. */
type DeclaredTable = {
  readonly name: string;
  readonly hash_key: string;
  readonly range_key?: string;
  readonly billing_mode: 'PAY_PER_REQUEST';
  readonly attribute: readonly { readonly name: string; readonly type: 'S' | 'N' }[];
  readonly global_secondary_index?: readonly {
    readonly name: string;
    readonly hash_key: string;
    readonly range_key?: string;
    readonly projection_type: 'ALL';
  }[];
};

/** Creates a table from its declaration and nothing else. */
export async function createDeclaredTable(client: DynamoDBClient, declared: Record<string, unknown>): Promise<void> {
  const table = declared as unknown as DeclaredTable;
  const indexes = table.global_secondary_index ?? [];
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: table.billing_mode,
      AttributeDefinitions: table.attribute.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
      KeySchema: keySchema(table),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index),
          Projection: { ProjectionType: index.projection_type },
        })),
      }),
    }),
  );
}

function keySchema({
  hash_key: hash,
  range_key: range,
}: Pick<DeclaredTable, 'hash_key' | 'range_key'>): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
  ];
}
