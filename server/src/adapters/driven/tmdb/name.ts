/** The name of this provider. It has a file of its own, so that the purge Lambda loads no other code of TMDB. */
export const TMDB = 'tmdb';
