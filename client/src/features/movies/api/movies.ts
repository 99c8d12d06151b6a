import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api-client.ts';
import { ApiError } from '../../../lib/api-error.ts';
import type { Movie, Movies } from '../../../lib/api-types.gen.ts';
import { isSameFilm } from '../same-film.ts';
import type { MovieSearchState } from '../use-movie-search.ts';

/** The API's own cache answers at once, and its counter is worth seeing: little is kept here. */
const STALE_MS = 10_000;

/** An answer that came through the API's cache, and how old it was then. */
export type Cached<T> = { readonly value: T; readonly ageSec: number; readonly receivedAtMs: number };

export function moviesQuery({ query, page }: MovieSearchState) {
  return queryOptions({
    queryKey: ['movies', 'search', query, page] as const,
    queryFn: ({ signal }) =>
      getCached<Movies>('/v1/movies', ['items', 'cache', 'totalPages'], { query: { query, page }, signal }),
    placeholderData: keepPreviousData,
    enabled: query !== '',
    staleTime: STALE_MS,
  });
}

/** What the provider knows of a film: the movie of that name and year, in full; `null` where it has none. */
export function matchingMovieQuery(title: string, year: number) {
  return queryOptions({
    queryKey: ['movies', 'match', title, year] as const,
    queryFn: async ({ signal }): Promise<Cached<Movie> | null> => {
      const query = { query: title.slice(0, 200).toWellFormed() };
      const { value } = await getCached<Movies>('/v1/movies', ['items', 'cache'], { query, signal });
      const match = value.items.find((movie) => isSameFilm(movie, title, year));
      return match ? getCached<Movie>(`/v1/movies/${String(match.id)}`, ['title', 'cache', 'crew'], { signal }) : null;
    },
    staleTime: STALE_MS,
  });
}

async function getCached<T extends object>(
  path: string,
  required: readonly (keyof T & string)[],
  request: Parameters<typeof callApi>[1],
): Promise<Cached<T>> {
  const { body, ageSec } = await callApi(path, request);
  if (typeof body !== 'object' || body === null || required.some((name) => !Object.hasOwn(body, name))) {
    throw new ApiError('garbage', 'The server answered something unexpected.', 200);
  }
  return { value: body as T, ageSec: ageSec ?? 0, receivedAtMs: Date.now() };
}
