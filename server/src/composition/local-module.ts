import { ContainerModule } from 'inversify';
import { BackgroundRebuild } from '../application/search/background-rebuild.ts';
import { createLocalPurging } from './local-purging.ts';
import { TOKENS } from './tokens.ts';

/** Work that other Lambdas do in AWS and this process does itself: purging the movies cache and rebuilding snapshots. */
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
