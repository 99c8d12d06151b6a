import * as z from 'zod';
import { MAX_MOVIE_QUERY_LENGTH } from '../../../domain/canonical-query.ts';
import { NOT_BLANK_TEXT } from '../../../domain/json-bounds.ts';
import { FILM_BOUNDS } from '../../../domain/film.ts';
import { MAX_MOVIE_PAGE, MOVIE_ID, MOVIE_ID_RULE } from '../../../domain/movie.ts';

const query = z
  .string({ error: 'must not be empty' })
  .max(MAX_MOVIE_QUERY_LENGTH)
  .regex(NOT_BLANK_TEXT, 'must not be empty');

export const movieParamsSchema = z.strictObject({
  id: z.string().regex(MOVIE_ID, MOVIE_ID_RULE).meta({ description: 'The id of the provider.' }),
});

export const moviesQuerySchema = z.strictObject({
  query: query.meta({ description: 'Words of a title; case and spaces do not matter.' }),
  page: z.int().min(1).max(MAX_MOVIE_PAGE).default(1),
  year: z
    .int()
    .min(FILM_BOUNDS.yearMin)
    .max(FILM_BOUNDS.yearMax)
    .optional()
    .meta({ description: 'Only movies that were released in this year, in any country.' }),
});

/** An empty `query=` is refused, because it probably does not mean "everything". */
export const purgeQuerySchema = z.strictObject({
  query: z
    .exactOptional(query)
    .meta({ description: 'Purges only the pages of this query. If absent, everything is purged.' }),
});
