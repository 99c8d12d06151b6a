/** The name of this provider. A file of its own, so that the worker that purges the cache loads nothing else of TMDB. */
export const TMDB = 'tmdb';
