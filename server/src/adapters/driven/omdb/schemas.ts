import * as z from 'zod';
import type { MovieCredit, MovieDetails, MovieImage, MoviePage, MovieSummary } from '../../../domain/movie.ts';
import { ProviderFailure } from '../../../resilience/provider-failure.ts';
import { known } from '../provider-http/known.ts';
import { toPage } from '../provider-http/movie-page.ts';
import { releaseDate, releaseYear } from '../provider-http/release-date.ts';
import { rowsSchema } from '../provider-http/rows.ts';
import { idOf } from './imdb-id.ts';

/** OMDb answers at most 100 pages of 10 movies. */
export const MAX_OMDB_PAGE = 100;
const MOVIES_PER_PAGE = 10;

/** The width of the posters to which OMDb links. Their addresses end in `_SX300.jpg`. */
const POSTER_WIDTH = 300;
const MAX_CAST = 30;
const MAX_CREW = 20;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** For an unknown value, OMDb sends the text `N/A`. A value of the wrong type also counts as unknown. */
const text = z
  .string()
  .trim()
  .min(1)
  .refine((value) => value !== 'N/A')
  .optional()
  .catch(undefined);

const rowSchema = z.object({
  imdbID: z.string(),
  Title: z.string().trim().min(1),
  Year: text,
  Type: z.literal('movie'),
  Poster: text,
});

/** Movies, series, episodes and games. */
const anyRowSchema = z.object({ imdbID: z.string() });

const pageSchema = z.object({
  Search: rowsSchema,
  // A text, such as "405".
  totalResults: z.string().regex(/^\d{1,9}$/),
});

const detailsSchema = rowSchema.extend({
  Released: text,
  Runtime: text,
  Genre: text,
  Director: text,
  Writer: text,
  Actors: text,
  Plot: text,
  Country: text,
  imdbRating: text,
  imdbVotes: text,
  Website: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
});

/** A page without movies. OMDb gives no totals with it. */
export function emptyPage(page: number): MoviePage {
  return { page, totalPages: 0, totalResults: 0, items: [] };
}

/** @throws ProviderFailure `unusable` */
export function toMoviePage(body: unknown, page: number, imageUrl: string): MoviePage {
  const found = pageSchema.safeParse(body).data;
  if (!found) throw new ProviderFailure('unusable');
  const totalResults = Math.min(Number(found.totalResults), MAX_OMDB_PAGE * MOVIES_PER_PAGE);
  return toPage({
    page,
    totalPages: Math.ceil(totalResults / MOVIES_PER_PAGE),
    totalResults,
    rowCount: found.Search.filter((row) => anyRowSchema.safeParse(row).success).length,
    movies: found.Search.flatMap((row) => {
      const movie = rowSchema.safeParse(row).data;
      const summary = movie && toSummary(movie, imageUrl);
      return summary ? [summary] : [];
    }),
  });
}

/** @throws ProviderFailure `unusable`, or `not-found` if the id is that of a series, an episode or a game */
export function toMovieDetails(body: unknown, imageUrl: string): MovieDetails {
  const movie = detailsSchema.safeParse(body).data;
  const summary = movie && toSummary(movie, imageUrl);
  if (!summary) throw new ProviderFailure(isOtherType(body) ? 'not-found' : 'unusable');
  const votes = Number(/^[\d,]{1,15}$/.exec(movie.imdbVotes ?? '')?.[0].replaceAll(',', '') ?? 0);
  const rating = Number(movie.imdbRating);
  const runtimeMin = Number(/^(\d{1,4}) min$/.exec(movie.Runtime ?? '')?.[1] ?? 0);
  return {
    ...summary,
    ...known('releaseDate', releaseDateOf(movie.Released) ?? summary.releaseDate),
    ...known('overview', movie.Plot),
    ...known('rating', votes > 0 && rating >= 0 && rating <= 10 ? rating : undefined),
    votes,
    genres: listOf(movie.Genre),
    ...known('runtimeMin', runtimeMin >= 1 ? runtimeMin : undefined),
    imdbId: movie.imdbID,
    ...known('homepage', movie.Website),
    countries: listOf(movie.Country),
    cast: listOf(movie.Actors)
      .slice(0, MAX_CAST)
      .map((name) => ({ name })),
    crew: [...creditsOf(movie.Director, 'Director'), ...creditsOf(movie.Writer, 'Writer')].slice(0, MAX_CREW),
  };
}

/** What a search result would have. The totals are those of this one movie. */
export function pageOf({ id, title, releaseDate, votes, poster }: MovieDetails): MoviePage {
  const movie = { id, title, ...known('releaseDate', releaseDate), votes, ...known('poster', poster) };
  return { page: 1, totalPages: 1, totalResults: 1, items: [movie] };
}

/** @returns `undefined` if the id is not one of IMDb */
function toSummary(row: z.output<typeof rowSchema>, imageUrl: string): MovieSummary | undefined {
  const id = idOf(row.imdbID);
  if (id === undefined) return undefined;
  return {
    id,
    title: row.Title,
    ...known('releaseDate', releaseYear(/^\d{4}/.exec(row.Year ?? '')?.[0] ?? '')),
    // Search results have no votes.
    votes: 0,
    ...known('poster', toImage(row.Poster, imageUrl)),
  };
}

/** Posters elsewhere are left out, because the page's security policy would block them. */
function toImage(url: string | undefined, imageUrl: string): MovieImage | undefined {
  if (url === undefined || !URL.canParse(url) || new URL(url).origin !== new URL(imageUrl).origin) return undefined;
  return [{ widthPx: POSTER_WIDTH, url }];
}

/** @param released such as `26 Oct 1984` */
function releaseDateOf(released: string | undefined): string | undefined {
  const [, day, monthName, year] = /^(\d{2}) ([A-Z][a-z]{2}) (\d{4})$/.exec(released ?? '') ?? [];
  const month = MONTHS.indexOf(monthName ?? '') + 1;
  if (day === undefined || year === undefined || month === 0) return undefined;
  return releaseDate(`${year}-${String(month).padStart(2, '0')}-${day}`);
}

/** A person who is listed twice, such as a writer of story and screenplay, is credited once. */
function creditsOf(names: string | undefined, role: string): MovieCredit[] {
  // "Ann Example (screenplay)" becomes "Ann Example".
  const people = listOf(names).map((name) => name.split('(', 1).join('').trimEnd());
  return [...new Set(people)].filter((name) => name !== '').map((name) => ({ name, role }));
}

function listOf(names: string | undefined): string[] {
  return (names ?? '').split(',').flatMap((name) => name.trim() || []);
}

function isOtherType(body: unknown): boolean {
  return z.looseObject({ Type: z.enum(['series', 'episode', 'game']) }).safeParse(body).success;
}
