import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createPurgeHandler } from '../adapters/driving/sqs-purge/purge-handler.ts';
import { createDocumentClient, createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { LambdaTelemetry } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import { BACKGROUND } from '../adapters/driven/timeouts.ts';
import { readPurgeLambdaConfig, readTelemetryConfig } from './config.ts';
import { composePurge } from './factories/purge.ts';
import { perInvocation } from './per-invocation.ts';

/** Composes the purge function without a container, because it has few parts and each part is used once. */
export function composePurgeLambda(): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { cacheTable, purgeQueueUrl, provider } = readPurgeLambdaConfig();
  const clock = new SystemClock();
  const telemetry = new LambdaTelemetry(readTelemetryConfig(), clock);
  const { observer } = telemetry;
  const documents = createDocumentClient(createDynamoClient(undefined, BACKGROUND));
  const invalidation = new SqsInvalidation(purgeQueueUrl);
  const runPurge = composePurge(documents, cacheTable, provider, invalidation, clock, observer);
  return perInvocation(telemetry, createPurgeHandler(runPurge, clock, observer));
}
