import { ContainerModule } from 'inversify';
import { OmdbMovieProvider } from '../adapters/driven/omdb/movie-provider.ts';
import { PROVIDER_POLICIES } from '../adapters/driven/provider-http/policy-settings.ts';
import { TmdbMovieProvider } from '../adapters/driven/tmdb/movie-provider.ts';
import { BackgroundRebuild } from '../application/search/background-rebuild.ts';
import { createLocalPurging } from './local-purging.ts';
import { TOKENS } from './tokens.ts';

const PROVIDERS = { tmdb: TmdbMovieProvider, omdb: OmdbMovieProvider };

/**
 * Binds the movie provider, the purging of the movies cache and the rebuilding of snapshots. In AWS, separate Lambdas do this work. On a
 * single machine, this process does it.
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
  bind(TOKENS.snapshotRebuild).toResolvedValue(
    (rebuild, clock, observer) => new BackgroundRebuild(rebuild, clock, observer),
    [TOKENS.rebuildSnapshot, TOKENS.clock, TOKENS.observer],
  );
});
