import { S3Client } from '@aws-sdk/client-s3';
import { S3ExportTarget } from '../adapters/driven/s3/s3-export-target.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { LambdaTelemetry } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import { traceClient } from '../adapters/driven/telemetry/trace-client.ts';
import { clientLimits, TRANSFER } from '../adapters/driven/timeouts.ts';
import { createExportHandler, type ExportEvent } from '../adapters/driving/export-file/export-handler.ts';
import { createImportHandler, type ImportHandler } from '../adapters/driving/s3-import/import-handler.ts';
import { readLambdaConfig, readTelemetryConfig } from './config.ts';
import { importModule } from './import-module.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { perInvocation } from './per-invocation.ts';
import { rebuildModule } from './rebuild-module.ts';
import { s3Place } from './snapshot-place.ts';
import { NO_REBUILDS } from './no-rebuilds.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { TOKENS } from './tokens.ts';

type Event = Parameters<ImportHandler>[0] | ExportEvent;

/** Composes the function that imports files, and exports all films when a schedule asks for that. */
export function composeImportLambda() {
  const config = readLambdaConfig();
  const clock = new SystemClock();
  const telemetry = new LambdaTelemetry(readTelemetryConfig(), clock);
  const { observer } = telemetry;
  const snapshotStore = openSnapshotStore(config.snapshots);
  const container = createLambdaContainer(config, [importModule, rebuildModule], {
    ...{ clock, observer, snapshotStore },
    // The snapshot function rebuilds the index of a search engine within a minute. This function has no access to it.
    ...(config.openSearch !== undefined && { rebuildSnapshot: NO_REBUILDS }),
  });
  const importFiles = createImportHandler({
    source: container.get(TOKENS.importSource),
    films: container.get(TOKENS.importFilms),
    rebuild: container.get(TOKENS.rebuildSnapshot),
    reports: container.get(TOKENS.importReports),
    clock,
    observer,
  });
  const exportFilms = () => {
    const target = openExportTarget(config.exports);
    return createExportHandler({ films: container.get(TOKENS.exportFilms), target, clock, observer })();
  };
  return perInvocation<Event, unknown>(telemetry, (event) => ('export' in event ? exportFilms() : importFiles(event)));
}

/** @param exports `s3://bucket/prefix` */
function openExportTarget(exports: string | undefined): S3ExportTarget {
  const place = exports === undefined ? undefined : s3Place(exports);
  if (!place) throw new Error('MARQUEE_EXPORTS is not set, so there is no place for an export.');
  return new S3ExportTarget(traceClient(new S3Client(clientLimits(TRANSFER)), 'S3'), place.bucket, place.prefix);
}
