/** The provider of live movies, as the page names it. */
export const MOVIE_PROVIDER = {
  name: 'TMDB',
  url: 'https://www.themoviedb.org/',
  /** Required by the provider wherever its data is shown. */
  notice: 'This product uses the TMDB API but is not endorsed or certified by TMDB.',
  /** What the operator sets to get live movies. */
  keySetting: 'MARQUEE_TMDB_TOKEN',
  keyKind: 'read access token',
} as const;
