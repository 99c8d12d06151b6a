import { randomBytes } from 'node:crypto';
import { IndexSnapshotBuilder } from '../../adapters/driven/search-index/store/index-snapshot-builder.ts';
import type { DeclaredAttributes } from '../../domain/declared-attributes.ts';
import { RebuildSnapshot, type RebuildSnapshotPorts } from '../../application/search/rebuild-snapshot.ts';

export function composeRebuild(
  ports: Omit<RebuildSnapshotPorts, 'builder' | 'uniqueName'>,
  declared: DeclaredAttributes,
): RebuildSnapshot {
  const uniqueName = () => randomBytes(8).toString('hex');
  return new RebuildSnapshot({ ...ports, builder: new IndexSnapshotBuilder(declared), uniqueName });
}
