import { ContainerModule } from 'inversify';
import { DynamoSearchesWithoutResults } from '../adapters/driven/dynamodb/searches-without-results.ts';
import { OmdbMovieProvider } from '../adapters/driven/omdb/movie-provider.ts';
import { PROVIDER_POLICIES } from '../adapters/driven/provider-http/policy-settings.ts';
import { TmdbMovieProvider } from '../adapters/driven/tmdb/movie-provider.ts';
import { composeEmptySearches } from './factories/empty-searches.ts';
import { TOKENS } from './tokens.ts';

const PROVIDERS = { tmdb: TmdbMovieProvider, omdb: OmdbMovieProvider };

/**
 * Binds the movie provider and the counters of searches that found nothing, for processes that run for a long time. The
 * Lambda functions load the code of both only when it is needed.
 */
export const processModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.movieProvider).toResolvedValue(
    ({ provider: { name, ...settings } }, secret, clock, observer) =>
      new PROVIDERS[name](
        { ...settings, policies: PROVIDER_POLICIES },
        { secret, clock, random: Math.random, observer },
      ),
    [TOKENS.movieSettings, TOKENS.secretSource, TOKENS.clock, TOKENS.observer],
  );
  bind(TOKENS.countsEmptySearches).toConstantValue(false);
  bind(TOKENS.emptySearches).toResolvedValue(
    (counts, documents, table, clock, observer) =>
      counts ? composeEmptySearches(new DynamoSearchesWithoutResults(documents, table), clock, observer) : undefined,
    [TOKENS.countsEmptySearches, TOKENS.documentClient, TOKENS.cacheTable, TOKENS.clock, TOKENS.observer],
  );
});
