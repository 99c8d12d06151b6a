import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { Construct } from 'constructs';
import type { TableDefinition } from '../../server/src/composition/deployment.ts';

export type DynamoTableProps = {
  /** Contains the environment's name. */
  readonly name: string;
  /** Keys and indexes, from the adapter that reads and writes the table. */
  readonly definition: TableDefinition;
  /** DynamoDB refuses to delete a protected table. */
  readonly isProtected: boolean;
  /** Whether the table has point-in-time recovery, which costs almost as much as the table. */
  readonly isBackedUp: boolean;
};

/**
 * An on-demand table with the keys and indexes that the server's adapter uses. DynamoDB encrypts it under a key that AWS
 * owns, which costs nothing and needs no permission.
 */
export class DynamoTable extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { name, definition, isProtected, isBackedUp }: DynamoTableProps) {
    super(scope, id);
    this.table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: definition.partitionKey,
      attribute: definition.attributes.map(({ name: attribute, type }) => ({ name: attribute, type })),
      globalSecondaryIndex: definition.indexes.map((index) => ({
        name: index.name,
        hashKey: index.partitionKey,
        rangeKey: index.sortKey,
        projectionType: 'ALL',
      })),
      ...(definition.ttlAttribute !== undefined && {
        ttl: { enabled: true, attributeName: definition.ttlAttribute },
      }),
      pointInTimeRecovery: { enabled: isBackedUp },
      deletionProtectionEnabled: isProtected,
    });
  }
}
