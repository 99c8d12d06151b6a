import { createPurgeHandler, type PurgeHandler } from '../adapters/driving/sqs-purge/purge-handler.ts';
import { createDocumentClient, createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { JsonLogObserver } from '../adapters/driven/system/json-log-observer.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { BACKGROUND } from '../adapters/driven/timeouts.ts';
import { readPurgeLambdaConfig } from './config.ts';
import { composePurge } from './factories/purge.ts';

/** Composes the purge function without a container, because it has few parts and each part is used once. */
export function composePurgeLambda(): PurgeHandler {
  const { cacheTable, purgeQueueUrl, provider } = readPurgeLambdaConfig();
  const clock = new SystemClock();
  const observer = new JsonLogObserver();
  const documents = createDocumentClient(createDynamoClient(undefined, BACKGROUND));
  const invalidation = new SqsInvalidation(purgeQueueUrl);
  return createPurgeHandler(
    composePurge(documents, cacheTable, provider, invalidation, clock, observer),
    clock,
    observer,
  );
}
