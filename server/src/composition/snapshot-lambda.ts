import type { RebuildOutcome } from '../application/search/rebuild-snapshot.ts';
import { readLambdaConfig } from './config.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { TOKENS } from './tokens.ts';

/** Called by a schedule; rebuilds when that is due. */
export function composeSnapshotLambda(): () => Promise<RebuildOutcome> {
  const config = readLambdaConfig();
  const container = createLambdaContainer(config);
  container.bind(TOKENS.snapshotStore).toConstantValue(openSnapshotStore(config.snapshots));
  container.load(rebuildModule);
  const rebuild = container.get(TOKENS.rebuildSnapshot);
  return () => rebuild.executeWhenDue();
}
