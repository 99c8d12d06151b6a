import { ContainerModule } from 'inversify';
import { OmdbMovieProvider } from '../adapters/driven/omdb/movie-provider.ts';
import { PROVIDER_POLICIES } from '../adapters/driven/provider-http/policy-settings.ts';
import { TmdbMovieProvider } from '../adapters/driven/tmdb/movie-provider.ts';
import { BackgroundRebuild } from '../application/search/background-rebuild.ts';
import { DynamoSearchesWithoutResults } from '../adapters/driven/dynamodb/searches-without-results.ts';
import { composeEmptySearches } from './factories/empty-searches.ts';
import { createLocalPurging } from './local-purging.ts';
import { TOKENS } from './tokens.ts';

const PROVIDERS = { tmdb: TmdbMovieProvider, omdb: OmdbMovieProvider };

/**
 * Binds the movie provider, the purging of the movies cache and the rebuilding of snapshots. In AWS, separate Lambdas do
 * the last two. On a single machine, this process does everything. Also binds the counters of searches that found nothing.
 */
export const localModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.movieProvider).toResolvedValue(
    ({ provider: { name, ...settings } }, secret, clock, observer) =>
      new PROVIDERS[name](
        { ...settings, policies: PROVIDER_POLICIES },
        { secret, clock, random: Math.random, observer },
      ),
    [TOKENS.movieSettings, TOKENS.secretSource, TOKENS.clock, TOKENS.observer],
  );
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
