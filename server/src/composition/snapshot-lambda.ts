import type { Context } from 'aws-lambda';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { LambdaTelemetry } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import type { RebuildOutcome } from '../application/search/rebuild-snapshot.ts';
import { readLambdaConfig, readTelemetryConfig } from './config.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { perInvocation } from './per-invocation.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { TOKENS } from './tokens.ts';

/** Composes the function that a schedule invokes. The function rebuilds the snapshot if a rebuild is due. */
export function composeSnapshotLambda(): (event: unknown, context: Context) => Promise<RebuildOutcome> {
  const config = readLambdaConfig();
  const clock = new SystemClock();
  const telemetry = new LambdaTelemetry(readTelemetryConfig(), clock);
  const { observer } = telemetry;
  const snapshotStore = openSnapshotStore(config.snapshots);
  const container = createLambdaContainer(config, [rebuildModule], { clock, observer, snapshotStore });
  const rebuild = container.get(TOKENS.rebuildSnapshot);
  return perInvocation(telemetry, () => rebuild.executeWhenDue());
}
