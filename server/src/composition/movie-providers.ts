import { OMDB } from '../adapters/driven/omdb/name.ts';
import { TMDB } from '../adapters/driven/tmdb/name.ts';

/** What settings and infrastructure need to know about each movie provider. */
export const MOVIE_PROVIDERS = {
  [TMDB]: {
    /** The setting that holds the key, on a single machine. */
    key: 'MARQUEE_TMDB_TOKEN',
    /** The setting that names the SSM parameter with the key, in AWS. */
    keyParameter: 'MARQUEE_TMDB_TOKEN_PARAMETER',
    /** The last part of that parameter's name. */
    parameterName: 'tmdb-token',
    keyDescription: 'Read access token of TMDB',
    /** Where the posters are. */
    imageUrl: 'https://image.tmdb.org/t/p',
    double: 'npm run tmdb:double',
  },
  [OMDB]: {
    key: 'MARQUEE_OMDB_KEY',
    keyParameter: 'MARQUEE_OMDB_KEY_PARAMETER',
    parameterName: 'omdb-key',
    keyDescription: 'Key of OMDb',
    // OMDb itself serves posters only to patrons. Its answers link to the pictures of IMDb.
    imageUrl: 'https://m.media-amazon.com',
    double: 'npm run omdb:double',
  },
} as const;

export type MovieProviderName = keyof typeof MOVIE_PROVIDERS;

export const MOVIE_PROVIDER_NAMES = [TMDB, OMDB] as const satisfies readonly MovieProviderName[];
