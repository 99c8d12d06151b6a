import { S3Client } from '@aws-sdk/client-s3';
import { S3SearchSnapshotStore } from '../adapters/driven/s3/search-snapshot-store.ts';
import { FileSearchSnapshotStore } from '../adapters/driven/system/file-search-snapshot-store.ts';
import { traceClient } from '../adapters/driven/telemetry/trace-client.ts';
import { clientLimits, TRANSFER } from '../adapters/driven/timeouts.ts';
import type { SearchSnapshotStore } from '../ports/search-snapshot-store.ts';
import { s3Place } from './snapshot-place.ts';

/** @param snapshots `s3://bucket/prefix`, or a folder */
export function openSnapshotStore(snapshots: string): SearchSnapshotStore {
  const place = s3Place(snapshots);
  return place
    ? new S3SearchSnapshotStore(traceClient(new S3Client(clientLimits(TRANSFER)), 'S3'), place.bucket, place.prefix)
    : new FileSearchSnapshotStore(snapshots);
}
