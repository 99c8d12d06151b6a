import type { RebuildOutcome } from '../application/search/rebuild-snapshot.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { rebuildModule } from './rebuild-module.ts';
import { TOKENS } from './tokens.ts';

/** Called by a schedule; rebuilds when that is due. */
export function composeSnapshotLambda(): () => Promise<RebuildOutcome> {
  const container = createLambdaContainer();
  container.load(rebuildModule);
  const rebuild = container.get(TOKENS.rebuildSnapshot);
  return () => rebuild.executeWhenDue();
}
