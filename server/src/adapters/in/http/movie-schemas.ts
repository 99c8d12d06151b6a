import * as z from 'zod';
import { movieDetailsSchema, moviePageSchema } from '../../../application/movies/movie-schema.ts';
import { MAX_MOVIE_QUERY_LENGTH } from '../../../domain/canonical-query.ts';
import { MAX_MOVIE_PAGE } from '../../../domain/movie.ts';

const query = z.string({ error: 'must not be empty' }).max(MAX_MOVIE_QUERY_LENGTH);

export const moviesQuerySchema = z.strictObject({
  query: query.meta({ description: 'Words of a title; case and spaces make no difference.' }),
  page: z.int().min(1).max(MAX_MOVIE_PAGE).default(1),
});

/** An empty `query=` is refused: it hardly means "everything". */
export const purgeQuerySchema = z.strictObject({
  query: z.exactOptional(query).meta({ description: 'All pages of this query alone; absent: everything.' }),
});

const cacheSchema = z
  .object({
    status: z.enum(['hit', 'miss', 'stale']).meta({
      description: 'From the cache, from the provider, or from the cache and too old because the provider failed.',
    }),
    hits: z.int().meta({ description: 'Times that this was answered from the cache, this time included.' }),
    storedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().meta({ description: 'Until when it counts as fresh.' }),
  })
  .meta({ id: 'CacheInfo' });

export const moviesSchema = moviePageSchema.extend({ cache: cacheSchema }).meta({ id: 'Movies' });

export const movieSchema = movieDetailsSchema.extend({ cache: cacheSchema }).meta({ id: 'Movie' });

export const purgeSchema = z
  .object({ purging: z.object({ kind: z.enum(['all', 'query']), query: z.string().optional() }) })
  .meta({ id: 'Purge' });
