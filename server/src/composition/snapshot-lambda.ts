import type { RebuildOutcome } from '../application/search/rebuild-snapshot.ts';
import { readLambdaConfig } from './config.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { TOKENS } from './tokens.ts';

/** Composes the function that a schedule invokes. The function rebuilds the snapshot if a rebuild is due. */
export function composeSnapshotLambda(): () => Promise<RebuildOutcome> {
  const config = readLambdaConfig();
  const snapshotStore = openSnapshotStore(config.snapshots);
  const rebuild = createLambdaContainer(config, [rebuildModule], { snapshotStore }).get(TOKENS.rebuildSnapshot);
  return () => rebuild.executeWhenDue();
}
