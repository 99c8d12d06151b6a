import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callApi, ofShape, type Shape } from '../../../lib/api-client.ts';
import { isApiError } from '../../../lib/api-error.ts';
import type { FilmMovie, Movie, Movies } from '../../../lib/api-types.gen.ts';
import type { MovieSearchState } from '../use-movie-search.ts';

const OPTIONS = {
  /**
   * The page keeps answers only briefly, because the API's own cache answers at once. The page also shows the hit
   * counter of that cache, and the counter must stay current.
   */
  staleTime: 10_000,
  /** If the provider is down, or refuses more calls, the page does not keep asking by itself. */
  refetchInterval: false,
} as const;

const PAGE_SHAPE = { items: 'array', cache: 'object', totalPages: 'number', totalResults: 'number' } as const;
const MOVIE_SHAPE = { title: 'string', crew: 'array', countries: 'array' } as const;

/** All that the provider knows about a movie. */
export type MovieDetails = NonNullable<FilmMovie['movie']>;

/** An answer that came through the API's cache, with its age when it arrived. */
export type Cached<T> = { readonly value: T; readonly ageSec: number; readonly receivedAtMs: number };

/**
 * The answer includes its query. While the next answer is loading, the page still shows the last answer and its query.
 */
export function moviesQuery({ query, page, year }: MovieSearchState) {
  return queryOptions({
    queryKey: ['movies', 'search', query, page, year] as const,
    queryFn: async ({ signal }) => {
      const answer = await getCached<Movies>('/v1/movies', PAGE_SHAPE, { query: { query, page, year }, signal });
      return { ...answer, query };
    },
    placeholderData: keepPreviousData,
    enabled: query !== '',
    ...OPTIONS,
  });
}

/** What the provider knows about a film of the catalogue. `movie` is null if it does not have the film. */
export function movieOfFilmQuery(id: string) {
  return queryOptions({
    queryKey: ['movies', 'of-film', id] as const,
    queryFn: async ({ signal }): Promise<Cached<FilmMovie>> => {
      const answer = await getCached<FilmMovie>(
        `/v1/films/${encodeURIComponent(id)}/movie`,
        { cache: 'object' },
        { signal },
      );
      const { movie } = answer.value;
      if (movie !== null) ofShape<MovieDetails>(movie, MOVIE_SHAPE);
      return answer;
    },
    ...OPTIONS,
  });
}

/** A movie of the provider; `null` if the provider has none with this id. */
export function movieQuery(id: string) {
  return queryOptions({
    queryKey: ['movies', 'one', id] as const,
    queryFn: async ({ signal }): Promise<Cached<Movie> | null> => {
      try {
        return await getCached<Movie>(`/v1/movies/${encodeURIComponent(id)}`, MOVIE_SHAPE, { signal });
      } catch (error) {
        // The API answers 400 for an id that no movie can have.
        if (isApiError(error) && [400, 404].includes(error.status)) return null;
        throw error;
      }
    },
    ...OPTIONS,
  });
}

async function getCached<T extends object>(
  path: string,
  shape: Shape<T>,
  request: Parameters<typeof callApi>[1],
): Promise<Cached<T>> {
  const { body, ageSec } = await callApi(path, request);
  return { value: ofShape(body, shape), ageSec: ageSec ?? 0, receivedAtMs: Date.now() };
}
