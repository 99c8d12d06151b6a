import * as z from 'zod';
import {
  MAX_MOVIE_PAGE,
  MAX_REACHABLE_MOVIES,
  type MovieCredit,
  type MovieDetails,
  type MovieImage,
  type MoviePage,
  type MovieSummary,
} from '../../../domain/movie.ts';
import { ProviderFailure } from '../../../resilience/provider-failure.ts';
import { known } from '../provider-http/known.ts';
import { toPage } from '../provider-http/movie-page.ts';
import { releaseDate } from '../provider-http/release-date.ts';
import { rowsSchema } from '../provider-http/rows.ts';
import { rankOfJob } from './crew-jobs.ts';

/**
 * For an unknown value, TMDB sends null, an empty string or 0, or omits the field. A value of the wrong type also
 * counts as unknown.
 */
const text = z.string().trim().min(1).optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const path = z.string().startsWith('/').optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);
const named = z.object({ name: z.string().min(1) });

const rowSchema = z.object({
  id: z.int().min(1),
  title: z.string().trim().min(1),
  original_title: text,
  release_date: z.string().transform(releaseDate).optional().catch(undefined),
  overview: text,
  vote_average: number,
  vote_count: number,
  poster_path: path,
  adult: z.boolean().catch(false),
});

/** Movies, collections, people and series. */
const anyRowSchema = z.object({ id: z.int() });

const pageSchema = z.object({
  page: z.int().min(1).optional().catch(undefined),
  results: rowsSchema,
  total_pages: z.int().min(0),
  total_results: z.int().min(0),
});

const detailsSchema = rowSchema.extend({
  backdrop_path: path,
  genres: list,
  runtime: number,
  tagline: text,
  imdb_id: text,
  homepage: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  production_countries: list,
  credits: z.object({ cast: list, crew: list }).catch({ cast: [], crew: [] }),
  videos: z.object({ results: list }).catch({ results: [] }),
});

const personSchema = z.object({
  id: z.int().min(1),
  name: z.string().min(1),
  character: text,
  job: text,
  department: text,
  order: number,
  profile_path: path,
});

const videoSchema = z.object({
  site: z.enum(['YouTube', 'Vimeo']),
  type: z.string(),
  // The key becomes part of a URL.
  key: z.string().regex(/^[\w-]{1,64}$/),
  official: z.boolean().catch(false),
});

/** The beginning of the URL at which each site shows a video. */
const VIDEO_PAGES = { YouTube: 'https://www.youtube.com/watch?v=', Vimeo: 'https://vimeo.com/' } as const;

const POSTER_WIDTHS = [185, 342, 500];
const PHOTO_WIDTHS = [45, 185];
const BACKDROP_WIDTHS = [780, 1280];
const MAX_CAST = 30;
const MAX_CREW = 20;

/** What the answers are read for. */
export type Reading = {
  /** Base of all images, such as `https://image.tmdb.org/t/p`. */
  readonly imageUrl: string;
  readonly includeAdult: boolean;
};

/**
 * @param requestedPage the page that was asked for. TMDB may call it page 0
 * @throws ProviderFailure `unusable`
 */
export function toMoviePage(body: unknown, requestedPage: number, { imageUrl, includeAdult }: Reading): MoviePage {
  const page = pageSchema.safeParse(body).data;
  if (!page) throw new ProviderFailure('unusable');
  return toPage({
    page: Math.min(page.page ?? requestedPage, MAX_MOVIE_PAGE),
    totalPages: Math.min(page.total_pages, MAX_MOVIE_PAGE),
    totalResults: Math.min(page.total_results, MAX_REACHABLE_MOVIES),
    rowCount: page.results.filter((row) => anyRowSchema.safeParse(row).success).length,
    // Rows that are not movies are skipped, because TMDB mixes collections into a page.
    movies: page.results.flatMap((row) => {
      const movie = rowSchema.safeParse(row).data;
      return movie && (includeAdult || !movie.adult) ? [toSummary(movie, imageUrl)] : [];
    }),
  });
}

/** @throws ProviderFailure `unusable`, or `not-found` for an adult movie unless those are included */
export function toMovieDetails(body: unknown, { imageUrl, includeAdult }: Reading): MovieDetails {
  const movie = detailsSchema.safeParse(body).data;
  if (!movie) throw new ProviderFailure('unusable');
  // TMDB leaves adult movies out of a search, but not out of its answers by id.
  if (movie.adult && !includeAdult) throw new ProviderFailure('not-found');
  const { runtime, credits, videos } = movie;
  return {
    ...toSummary(movie, imageUrl),
    ...known('tagline', movie.tagline),
    genres: namesOf(movie.genres),
    ...known('runtimeMin', runtime !== undefined && runtime >= 1 ? Math.round(runtime) : undefined),
    ...known('imdbId', movie.imdb_id),
    ...known('homepage', movie.homepage),
    ...known('trailer', trailerOf(videos.results)),
    countries: namesOf(movie.production_countries),
    ...known('backdrop', toImage(movie.backdrop_path, BACKDROP_WIDTHS, imageUrl)),
    cast: once(
      peopleOf(credits.cast)
        .sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity))
        .map((person) => toCredit(person, person.character, imageUrl)),
    ).slice(0, MAX_CAST),
    crew: once(
      peopleOf(credits.crew)
        .flatMap((person) => {
          const rank = rankOfJob(person);
          return rank === undefined ? [] : [{ person, rank }];
        })
        // The sort is stable, so people of one rank stay in TMDB's order.
        .sort((a, b) => a.rank - b.rank)
        .map(({ person }) => toCredit(person, person.job, imageUrl)),
    ).slice(0, MAX_CREW),
  };
}

/** TMDB has some credits twice, each time under another number. */
function once(credits: readonly MovieCredit[]): MovieCredit[] {
  return [...new Map(credits.map((credit) => [JSON.stringify([credit.personId, credit.role]), credit])).values()];
}

function toSummary(row: z.output<typeof rowSchema>, imageUrl: string): MovieSummary {
  const { id, title, original_title: original, vote_average: rating, vote_count: votes = 0 } = row;
  return {
    id,
    title,
    ...known('originalTitle', original === title ? undefined : original),
    ...known('releaseDate', row.release_date),
    ...known('overview', row.overview),
    ...known('rating', votes > 0 ? rating : undefined),
    votes: Math.max(0, Math.round(votes)),
    ...known('poster', toImage(row.poster_path, POSTER_WIDTHS, imageUrl)),
  };
}

function toCredit(person: z.output<typeof personSchema>, role: string | undefined, imageUrl: string): MovieCredit {
  const photo = toImage(person.profile_path, PHOTO_WIDTHS, imageUrl);
  return { personId: person.id, name: person.name, ...known('role', role), ...known('photo', photo) };
}

function toImage(imagePath: string | undefined, widths: readonly number[], imageUrl: string): MovieImage | undefined {
  if (imagePath === undefined) return undefined;
  const base = imageUrl.replace(/(?<!\/)\/+$/, '');
  return widths.map((widthPx) => ({ widthPx, url: `${base}/w${String(widthPx)}${imagePath}` }));
}

/** An official trailer if there is one, otherwise any trailer. Clips and teasers do not count. */
function trailerOf(rows: readonly unknown[]): string | undefined {
  const trailers = rows.map((row) => videoSchema.safeParse(row).data).filter((video) => video?.type === 'Trailer');
  const best = trailers.find((video) => video?.official) ?? trailers[0];
  return best && VIDEO_PAGES[best.site] + best.key;
}

function peopleOf(rows: readonly unknown[]) {
  return rows.map((row) => personSchema.safeParse(row).data).filter((person) => person !== undefined);
}

function namesOf(rows: readonly unknown[]): string[] {
  return rows.flatMap((row) => named.safeParse(row).data?.name ?? []);
}
