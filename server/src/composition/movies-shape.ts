import * as z from 'zod';
import { MOVIE_PROVIDER_NAMES, MOVIE_PROVIDERS } from './movie-providers.ts';

/** The setting that chooses the movie provider. The function that purges the cache has it too. */
export const providerShape = {
  MARQUEE_MOVIE_PROVIDER: z.enum(MOVIE_PROVIDER_NAMES, 'must be tmdb or omdb').default('tmdb'),
};

const httpUrl = z.url({ protocol: /^https?$/ });
const callsPerSecond = z.coerce.number().int().min(1).max(1_000);

/** The settings of live movie search, which several schemas contain. */
export const moviesShape = {
  ...providerShape,
  MARQUEE_TMDB_URL: httpUrl.default('https://api.themoviedb.org/3'),
  MARQUEE_TMDB_IMAGE_URL: httpUrl.default(MOVIE_PROVIDERS.tmdb.imageUrl),
  MARQUEE_TMDB_LANGUAGE: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, 'must be a language such as en or en-US')
    .default('en-US'),
  MARQUEE_TMDB_INCLUDE_ADULT: z.enum(['true', 'false']).default('false'),
  MARQUEE_TMDB_CALLS_PER_SECOND: callsPerSecond.default(20),
  MARQUEE_OMDB_URL: httpUrl.default('https://www.omdbapi.com/'),
  MARQUEE_OMDB_IMAGE_URL: httpUrl.default(MOVIE_PROVIDERS.omdb.imageUrl),
  MARQUEE_OMDB_CALLS_PER_SECOND: callsPerSecond.default(10),
};
