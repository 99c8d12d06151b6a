import { randomBytes } from 'node:crypto';
import { RebuildSnapshot, type RebuildSnapshotPorts } from '../../application/search/rebuild-snapshot.ts';

export function composeRebuild(ports: Omit<RebuildSnapshotPorts, 'uniqueName'>): RebuildSnapshot {
  return new RebuildSnapshot({ ...ports, uniqueName: () => randomBytes(8).toString('hex') });
}
