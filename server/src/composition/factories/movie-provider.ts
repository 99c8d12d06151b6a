import { OmdbMovieProvider } from '../../adapters/driven/omdb/movie-provider.ts';
import { PROVIDER_POLICIES } from '../../adapters/driven/provider-http/policy-settings.ts';
import { TmdbMovieProvider } from '../../adapters/driven/tmdb/movie-provider.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import type { ProviderCallsDeps } from '../../resilience/provider-calls.ts';
import type { MoviesConfig } from '../config.ts';

const ADAPTERS = { tmdb: TmdbMovieProvider, omdb: OmdbMovieProvider };

export function createMovieProvider(
  { name, ...settings }: MoviesConfig['provider'],
  deps: ProviderCallsDeps,
): MovieProvider {
  return new ADAPTERS[name]({ ...settings, policies: PROVIDER_POLICIES }, deps);
}
