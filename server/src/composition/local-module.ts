import { ContainerModule } from 'inversify';
import { BackgroundRebuild } from '../application/search/background-rebuild.ts';
import { createLocalPurging } from './local-purging.ts';
import { TOKENS } from './tokens.ts';

/**
 * Binds the purging of the movies cache and the rebuilding of snapshots. In AWS, separate Lambdas do this work. On a
 * single machine, this process does it.
 */
export const localModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.cacheInvalidation).toResolvedValue(createLocalPurging, [
    TOKENS.backgroundDocuments,
    TOKENS.cacheTable,
    TOKENS.movieProvider,
    TOKENS.clock,
    TOKENS.background,
    TOKENS.observer,
  ]);
  bind(TOKENS.snapshotRebuild).toResolvedValue(
    (rebuild, clock, observer) => new BackgroundRebuild(rebuild, clock, observer),
    [TOKENS.rebuildSnapshot, TOKENS.clock, TOKENS.observer],
  );
});
