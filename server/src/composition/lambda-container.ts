import { Container } from 'inversify';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoClient } from '../adapters/out/dynamodb/client.ts';
import { readObject } from '../adapters/out/s3/read-object.ts';
import { FileSearchSnapshotStore } from '../adapters/out/system/file-search-snapshot-store.ts';
import type { SearchSnapshotStore } from '../ports/search-snapshot-store.ts';
import { adaptersModule } from './adapters-module.ts';
import { readLambdaConfig, type LambdaConfig } from './config.ts';
import { lazySnapshotStore } from './lazy-snapshot-store.ts';
import { TOKENS } from './tokens.ts';
import { decideLambdaWriteAccess } from './write-access.ts';

/** What every Lambda shares. AWS all the way: region, credentials and endpoint come from Lambda's own environment. */
export function createLambdaContainer(): Container {
  const config = readLambdaConfig();
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(adaptersModule);
  container.bind(TOKENS.filmsTable).toConstantValue(config.filmsTable);
  container.bind(TOKENS.writeAccess).toConstantValue(decideLambdaWriteAccess(config));
  container.bind(TOKENS.dynamoClient).toResolvedValue(() => createDynamoClient());
  container
    .bind(TOKENS.snapshotStore)
    .toResolvedValue((client) => snapshotStoreAt(config, client), [TOKENS.dynamoClient]);
  // A Lambda is frozen between requests; a schedule looks once a minute whether a rebuild is due.
  container.bind(TOKENS.snapshotRebuild).toConstantValue({ request: () => undefined });
  return container;
}

function snapshotStoreAt({ snapshots, s3Endpoint }: LambdaConfig, client: DynamoDBClient): SearchSnapshotStore {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(snapshots) ?? [];
  if (bucket === undefined) return new FileSearchSnapshotStore(snapshots);
  const store = lazySnapshotStore(async () => {
    const [{ S3Client }, { S3SearchSnapshotStore }] = await Promise.all([
      import('@aws-sdk/client-s3'),
      import('../adapters/out/s3/search-snapshot-store.ts'),
    ]);
    return new S3SearchSnapshotStore(new S3Client(), bucket, prefix);
  });
  const get = (name: string) =>
    readObject(client, { bucket, key: prefix + name, endpoint: s3Endpoint }).catch(() => store.get(name));
  return { ...store, get };
}
