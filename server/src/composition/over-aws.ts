import { createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { SsmSecretSource } from '../adapters/driven/ssm/ssm-secret-source.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import type { Observer } from '../ports/observer.ts';
import { adaptersModule } from './adapters-module.ts';
import { createContainer } from './container.ts';
import { coreModule } from './core-module.ts';
import { servesOnlyThisMachine } from './issuer.ts';
import type { LocalConfig, OverAwsConfig } from './local-config.ts';
import type { ProcessComposition } from './local.ts';
import { MOVIE_PROVIDERS } from './movie-providers.ts';
import { moviesModule } from './movies-module.ts';
import { processModule } from './process-module.ts';
import { openSearchEngine } from './search-engine.ts';
import { searchModule } from './search-module.ts';
import { openSnapshotStore } from './snapshot-store.ts';

/**
 * Composes what serves requests in a process that runs for a long time outside Lambda, over the same tables, buckets and
 * queues as the functions. The SDK looks for credentials in all places that it knows, so in a cluster it finds those of
 * the pod.
 *
 * A rebuild would block the process for seconds, and many such processes may run. So none of them rebuilds the snapshot
 * or carries out purges: the functions do, or the worker (run-worker.ts).
 */
export async function composeOverAws(
  aws: OverAwsConfig,
  config: LocalConfig,
  observer: Observer,
): Promise<ProcessComposition> {
  const clock = new SystemClock();
  const dynamoClient = createDynamoClient();
  const engine = await openSearchEngine(aws, {
    synonymTables: config.synonymTables,
    credentials: dynamoClient.config.credentials,
    clock,
    observer,
  });
  const container = createContainer([coreModule, searchModule, adaptersModule, moviesModule, processModule], {
    clock,
    observer,
    filmsTable: aws.filmsTable,
    cacheTable: aws.cacheTable,
    declaredAttributes: aws.attributes,
    dynamoClient,
    searchEngine: engine,
    snapshotStore: openSnapshotStore(aws.snapshots),
    snapshotRebuild: { request: () => undefined },
    movieSettings: aws.movies,
    cacheInvalidation: new SqsInvalidation(aws.purgeQueueUrl),
    countsEmptySearches: aws.countsEmptySearches,
    secretSource: new SsmSecretSource(aws.keyParameter, clock),
    installation: {
      environment: config.environment,
      settings: aws.settings,
      openScopes: new Set(servesOnlyThisMachine(config) ? ['operations:read'] : []),
    },
  });
  return {
    container,
    endpoint: undefined,
    storePlace: `the table ${aws.filmsTable} in AWS`,
    keySetting: MOVIE_PROVIDERS[aws.movies.provider.name].keyParameter,
    loss: () => undefined,
    close: async () => {
      dynamoClient.destroy();
      await engine?.close();
    },
  };
}
