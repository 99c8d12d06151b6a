/** The external movie provider, as the page names it. */
export const MOVIE_PROVIDER = {
  name: 'TMDB',
  url: 'https://www.themoviedb.org/',
  /** Required by the provider wherever its data is shown. */
  notice: 'This product uses the TMDB API but is not endorsed or certified by TMDB.',
  /** The setting that the operator needs for searches at the provider. */
  keySetting: 'MARQUEE_TMDB_TOKEN',
  keyKind: 'read access token',
} as const;
