import * as z from 'zod';
import { MAX_MOVIE_PAGE, MAX_REACHABLE_MOVIES, type MovieDetails, type MoviePage } from '../../domain/movie.ts';

const imageSchema = z
  .array(z.object({ widthPx: z.int(), url: z.string() }))
  .meta({ description: 'The same picture in several widths, narrowest first.' });

const summaryShape = {
  id: z.int().min(1),
  title: z.string(),
  originalTitle: z.string().optional().meta({ description: 'Absent if it equals the title.' }),
  releaseDate: z.string().optional().meta({ description: 'YYYY-MM-DD, or YYYY if the provider says only the year.' }),
  overview: z.string().optional(),
  rating: z.number().optional().meta({ description: 'Average vote, 0 to 10. Absent if there are no votes.' }),
  votes: z.int(),
  poster: imageSchema.optional(),
};

export const moviePageSchema = z.object({
  page: z.int().min(1).max(MAX_MOVIE_PAGE),
  totalPages: z.int().max(MAX_MOVIE_PAGE).meta({ description: 'Number of pages that can be requested.' }),
  totalResults: z
    .int()
    .max(MAX_REACHABLE_MOVIES)
    .meta({ description: 'Number of movies on all pages that can be requested.' }),
  items: z.array(z.object(summaryShape)),
});

const creditSchema = z.object({
  personId: z.int().optional(),
  name: z.string(),
  role: z.string().optional().meta({ description: 'The character of a cast member, or the job of a crew member.' }),
  photo: imageSchema.optional(),
});

export const movieDetailsSchema = z.object({
  ...summaryShape,
  tagline: z.string().optional(),
  genres: z.array(z.string()),
  runtimeMin: z.int().optional(),
  imdbId: z.string().optional(),
  homepage: z.string().optional(),
  trailer: z.string().optional().meta({ description: 'Address of a video on YouTube or Vimeo.' }),
  countries: z.array(z.string()),
  backdrop: imageSchema.optional(),
  cast: z.array(creditSchema),
  crew: z.array(creditSchema),
});

/** @returns `undefined` when a cached page does not have the right shape */
export function decodeMoviePage(payload: unknown): MoviePage | undefined {
  return moviePageSchema.safeParse(payload).data;
}

/** @returns `undefined` when a cached movie does not have the right shape */
export function decodeMovieDetails(payload: unknown): MovieDetails | undefined {
  return movieDetailsSchema.safeParse(payload).data;
}
