import { ContainerModule } from 'inversify';
import { BackgroundRebuild } from '../application/search/background-rebuild.ts';
import { DynamoSearchesWithoutResults } from '../adapters/driven/dynamodb/searches-without-results.ts';
import { composeEmptySearches } from './factories/empty-searches.ts';
import { createLocalPurging } from './local-purging.ts';
import { TOKENS } from './tokens.ts';

/**
 * Binds the purging of the movies cache and the rebuilding of snapshots. In AWS, separate Lambdas do this work. On a
 * single machine, this process does it. Also binds the counters of searches that found nothing.
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
  bind(TOKENS.countsEmptySearches).toConstantValue(false);
  bind(TOKENS.emptySearches).toResolvedValue(
    (counts, documents, table, clock, observer) =>
      counts ? composeEmptySearches(new DynamoSearchesWithoutResults(documents, table), clock, observer) : undefined,
    [TOKENS.countsEmptySearches, TOKENS.documentClient, TOKENS.cacheTable, TOKENS.clock, TOKENS.observer],
  );
  bind(TOKENS.snapshotRebuild).toResolvedValue(
    (rebuild, clock, observer) => new BackgroundRebuild(rebuild, clock, observer),
    [TOKENS.rebuildSnapshot, TOKENS.clock, TOKENS.observer],
  );
});
