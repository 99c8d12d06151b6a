import * as z from 'zod';

/** The settings of live movie search, which several schemas contain. */
export const moviesShape = {
  MARQUEE_TMDB_URL: z.url({ protocol: /^https?$/ }).default('https://api.themoviedb.org/3'),
  MARQUEE_TMDB_IMAGE_URL: z.url({ protocol: /^https?$/ }).default('https://image.tmdb.org/t/p'),
  MARQUEE_TMDB_LANGUAGE: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, 'must be a language such as en or en-US')
    .default('en-US'),
  MARQUEE_TMDB_INCLUDE_ADULT: z.enum(['true', 'false']).default('false'),
  MARQUEE_TMDB_CALLS_PER_SECOND: z.coerce.number().int().min(1).max(1_000).default(20),
};
