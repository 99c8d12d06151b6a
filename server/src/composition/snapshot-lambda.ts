import type { Context } from 'aws-lambda';
import { createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { LambdaTelemetry } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import type { RebuildOutcome } from '../application/search/rebuild-snapshot.ts';
import { readLambdaConfig, readTelemetryConfig } from './config.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { perInvocation } from './per-invocation.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSearchEngine } from './search-engine.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { SYNONYMS } from './synonym-tables.ts';
import { TOKENS } from './tokens.ts';

/**
 * Composes the function that a schedule invokes. The function rebuilds the snapshot if a rebuild is due. For the index of
 * a search engine, it otherwise replays the latest changes.
 */
export async function composeSnapshotLambda(): Promise<(event: unknown, context: Context) => Promise<RebuildOutcome>> {
  const config = readLambdaConfig();
  const clock = new SystemClock();
  const telemetry = new LambdaTelemetry(readTelemetryConfig(), clock);
  const { observer } = telemetry;
  const snapshotStore = openSnapshotStore(config.snapshots);
  const dynamoClient = createDynamoClient();
  const searchEngine = await openSearchEngine(config, {
    synonymTables: [SYNONYMS],
    credentials: dynamoClient.config.credentials,
    clock,
    observer,
  });
  const given = { clock, observer, snapshotStore, dynamoClient, searchEngine };
  const container = createLambdaContainer(config, [rebuildModule], given);
  const rebuild = container.get(TOKENS.rebuildSnapshot);
  return perInvocation(telemetry, () => rebuild.executeWhenDue());
}
