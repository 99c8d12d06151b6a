import { PROVIDER_POLICIES } from '../../adapters/driven/provider-http/policy-settings.ts';
import { TmdbMovieProvider } from '../../adapters/driven/tmdb/movie-provider.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import type { ProviderCallsDeps } from '../../resilience/provider-calls.ts';
import type { MoviesConfig } from '../config.ts';

/** Loads the code of OMDb only where OMDb is chosen, because a Lambda function pays for what it loads. */
export async function createMovieProvider(
  { name, ...settings }: MoviesConfig['provider'],
  deps: ProviderCallsDeps,
): Promise<MovieProvider> {
  const Provider =
    name === 'omdb'
      ? (await import('../../adapters/driven/omdb/movie-provider.ts')).OmdbMovieProvider
      : TmdbMovieProvider;
  return new Provider({ ...settings, policies: PROVIDER_POLICIES }, deps);
}
