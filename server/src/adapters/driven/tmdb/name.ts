/**
 * The name of this provider. It has a file of its own, so that the purge Lambda, which needs the name, loads no other
 * code of this adapter.
 */
export const TMDB = 'tmdb';
