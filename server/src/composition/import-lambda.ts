import { createImportHandler } from '../adapters/driving/s3-import/import-handler.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { LambdaTelemetry } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import { readLambdaConfig, readTelemetryConfig } from './config.ts';
import { importModule } from './import-module.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { perInvocation } from './per-invocation.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { TOKENS } from './tokens.ts';

export function composeImportLambda() {
  const config = readLambdaConfig();
  const clock = new SystemClock();
  const telemetry = new LambdaTelemetry(readTelemetryConfig(), clock);
  const { observer } = telemetry;
  const snapshotStore = openSnapshotStore(config.snapshots);
  const container = createLambdaContainer(config, [importModule, rebuildModule], { clock, observer, snapshotStore });
  const handler = createImportHandler({
    source: container.get(TOKENS.importSource),
    films: container.get(TOKENS.importFilms),
    rebuild: container.get(TOKENS.rebuildSnapshot),
    reports: container.get(TOKENS.importReports),
    clock,
    observer,
  });
  return perInvocation(telemetry, handler);
}
