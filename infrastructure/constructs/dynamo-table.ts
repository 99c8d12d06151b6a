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
  /** ARN of the KMS key under which the table is encrypted. Absent: a key that AWS owns. */
  readonly keyArn?: string | undefined;
  /** Further regions with a copy of the table. The copies are backed up and protected as the table is. */
  readonly replicaRegions?: readonly string[];
};

/** An on-demand table with the keys and indexes that the server's adapter uses. */
export class DynamoTable extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, props: DynamoTableProps) {
    super(scope, id);
    const { name, definition, isProtected, isBackedUp, keyArn, replicaRegions = [] } = props;
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
      ...(keyArn !== undefined && { serverSideEncryption: { enabled: true, kmsKeyArn: keyArn } }),
      ...(replicaRegions.length > 0 && {
        // DynamoDB replicates through the stream.
        ...{ streamEnabled: true, streamViewType: 'NEW_AND_OLD_IMAGES' },
        replica: replicaRegions.map((regionName) => ({
          ...{ regionName, pointInTimeRecovery: isBackedUp, propagateTags: true },
          ...(isProtected && { deletionProtectionEnabled: true }),
        })),
      }),
    });
  }
}
