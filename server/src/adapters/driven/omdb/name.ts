/** The name of this provider. It has a file of its own for the same reason as TMDB's. */
export const OMDB = 'omdb';
