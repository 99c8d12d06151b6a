import * as z from 'zod';
import { movieDetailsSchema, moviePageSchema } from '../../../application/movies/movie-schema.ts';

const cacheSchema = z
  .object({
    status: z.enum(['hit', 'miss', 'stale']).meta({
      description:
        'hit: from the cache. miss: from the provider. stale: an old answer from the cache, because the provider failed.',
    }),
    hits: z
      .int()
      .meta({ description: 'Number of answers that the cache has given for this request, including this one.' }),
    storedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().meta({ description: 'Time until which the answer counts as fresh.' }),
  })
  .meta({ id: 'CacheInfo' });

export const moviesSchema = moviePageSchema.extend({ cache: cacheSchema }).meta({ id: 'Movies' });

export const movieSchema = movieDetailsSchema.extend({ cache: cacheSchema }).meta({ id: 'Movie' });

export const filmMovieSchema = z
  .object({
    movie: movieDetailsSchema
      .nullable()
      .meta({ description: 'null if the provider has no movie that matches this film.' }),
    cache: cacheSchema,
  })
  .meta({ id: 'FilmMovie' });
