/**
 * The name of this provider. The name has a file of its own, because the purge Lambda needs it and should load no other
 * code of this adapter.
 */
export const TMDB = 'tmdb' as const;
