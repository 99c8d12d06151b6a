import { createPurgeHandler, type PurgeHandler } from '../adapters/driving/sqs-purge/purge-handler.ts';
import { DynamoCachePurger } from '../adapters/driven/dynamodb/cache-purger.ts';
import { createDocumentClient, createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { JsonLogObserver } from '../adapters/driven/system/json-log-observer.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { BACKGROUND } from '../adapters/driven/timeouts.ts';
import { RunPurge } from '../application/movies/run-purge.ts';
import { readPurgeLambdaConfig } from './config.ts';

/** Few parts, each used once: no container. */
export function composePurgeLambda(): PurgeHandler {
  const { cacheTable, purgeQueueUrl } = readPurgeLambdaConfig();
  const clock = new SystemClock();
  const observer = new JsonLogObserver();
  const purger = new DynamoCachePurger(
    createDocumentClient(createDynamoClient(undefined, BACKGROUND)),
    cacheTable,
    clock,
  );
  return createPurgeHandler(new RunPurge(purger, new SqsInvalidation(purgeQueueUrl), clock, observer), clock, observer);
}
