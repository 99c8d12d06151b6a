import { randomBytes } from 'node:crypto';
import { IndexSnapshotBuilder } from '../../adapters/driven/search-index/store/index-snapshot-builder.ts';
import type { DeclaredAttributes } from '../../domain/declared-attributes.ts';
import { readSynonymTables } from '../synonym-tables.ts';
import { RebuildSnapshot, type RebuildSnapshotPorts } from '../../application/search/rebuild-snapshot.ts';

/** @param synonymTables paths of tables of synonyms; later tables take precedence over earlier ones */
export function composeRebuild(
  ports: Omit<RebuildSnapshotPorts, 'builder' | 'uniqueName'>,
  declared: DeclaredAttributes,
  synonymTables: readonly string[],
): RebuildSnapshot {
  const uniqueName = () => randomBytes(8).toString('hex');
  const builder = new IndexSnapshotBuilder(declared, () => readSynonymTables(synonymTables));
  return new RebuildSnapshot({ ...ports, builder, uniqueName });
}
