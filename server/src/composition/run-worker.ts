import { createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { SqsPurgeQueue } from '../adapters/driven/sqs/sqs-purge-queue.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { AllObservers } from '../adapters/driven/telemetry/all-observers.ts';
import { PrometheusMetrics } from '../adapters/driven/telemetry/prometheus-metrics.ts';
import { pollPurges } from '../adapters/driving/sqs-purge/poll-purges.ts';
import { createMessageRunner } from '../adapters/driving/sqs-purge/purge-handler.ts';
import type { Clock } from '../ports/clock.ts';
import { adaptersModule } from './adapters-module.ts';
import { createContainer } from './container.ts';
import { composePurge } from './factories/purge.ts';
import { endProcessAfter } from './last-resort.ts';
import { SWEEP_EVERY_MS } from './local-purging.ts';
import { REBUILD_EVERY_MS } from './maintain-index.ts';
import { readLocalConfig, readOverAwsConfig } from './local-config.ts';
import { createLocalLog } from './local-log.ts';
import { listenForOperations } from './operations.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSearchEngine } from './search-engine.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { threadedBuilder } from './snapshot-thread.ts';
import { readSynonymTables } from './synonym-tables.ts';
import { TOKENS } from './tokens.ts';

/** Less than the 30 s after which Kubernetes sends SIGKILL. */
const LAST_RESORT_MS = 25_000;

/**
 * Rebuilds snapshots and carries out purges until it is stopped, as the functions do in Lambda.
 *
 * @throws Error with a message for the user when it cannot start
 */
export async function runWorker(stop: AbortSignal): Promise<void> {
  const config = readLocalConfig();
  const aws = readOverAwsConfig();
  if (!aws) {
    throw new Error(
      'The worker needs the settings of a catalogue in AWS, such as MARQUEE_SNAPSHOTS. Over the embedded store, npm start does this work itself.',
    );
  }
  const { purgeQueueUrl } = aws;
  if (purgeQueueUrl === undefined) throw new Error('The worker needs MARQUEE_PURGE_QUEUE_URL.');
  // A mistake in a table of synonyms is reported now, and not only when a snapshot is built.
  const { synonymTables } = config;
  await readSynonymTables(synonymTables);
  const clock = new SystemClock();
  const metrics = new PrometheusMetrics(config.environment, clock);
  const observer = new AllObservers(createLocalLog(), metrics);
  const dynamoClient = createDynamoClient();
  const { credentials } = dynamoClient.config;
  const searchEngine = await openSearchEngine(aws, { synonymTables, credentials, clock, observer });
  const container = createContainer([adaptersModule, rebuildModule], {
    clock,
    observer,
    filmsTable: aws.filmsTable,
    declaredAttributes: aws.attributes,
    dynamoClient,
    searchEngine,
    snapshotStore: openSnapshotStore(aws.snapshots),
    snapshotBuilder: threadedBuilder({ declared: aws.attributes, synonymTables }),
  });
  const invalidation = new SqsInvalidation(purgeQueueUrl);
  const documents = container.get(TOKENS.backgroundDocuments);
  const provider = aws.movies.provider.name;
  const runPurge = composePurge(documents, aws.cacheTable, provider, invalidation, clock, observer);
  const rebuild = container.get(TOKENS.rebuildSnapshot);
  const operations = await listenForOperations(config);
  operations.metrics = { contentType: metrics.contentType, read: () => metrics.text() };
  operations.isReady = true;
  process.stdout.write(`The worker of the table ${aws.filmsTable} is running\n`);
  stop.addEventListener('abort', () => {
    operations.isReady = false;
    endProcessAfter(
      LAST_RESORT_MS,
      'A rebuild is still running. The process ends anyway; the next worker rebuilds.',
      1,
    );
  });
  await Promise.all([
    every(REBUILD_EVERY_MS, clock, stop, async () => {
      await rebuild.executeWhenDue().catch((error: unknown) => {
        observer.observe({ type: 'snapshot-rebuild-failed', error });
      });
    }),
    every(SWEEP_EVERY_MS, clock, stop, async () => {
      const sweep = { scope: { kind: 'sweep' }, requestedAtMs: clock.nowMs() } as const;
      await invalidation.request(sweep).catch((error: unknown) => {
        observer.observe({ type: 'cache-store-failed', during: 'purge', suppressed: 0, error });
      });
    }),
    pollPurges(new SqsPurgeQueue(purgeQueueUrl), createMessageRunner(runPurge, clock, observer), clock, observer, stop),
  ]);
}

/** Works now and then again and again, with pauses, until the signal aborts. */
async function every(pauseMs: number, clock: Clock, stop: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    await work();
    await clock.sleep(pauseMs, stop).catch(() => undefined);
  }
}
