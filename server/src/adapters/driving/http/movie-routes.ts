import type { FindMovie } from '../../../application/movies/find-movie.ts';
import type { GetMovie } from '../../../application/movies/get-movie.ts';
import type { PurgeCache } from '../../../application/movies/purge-cache.ts';
import type { SearchMovies } from '../../../application/movies/search-movies.ts';
import type { MoviesAnswered } from '../../../ports/observer.ts';
import type { ApiResponse } from './api-request.ts';
import { formatCacheStatus } from './cache-status.ts';
import { filmParamsSchema } from './film-params-schema.ts';
import { movieParamsSchema, moviesQuerySchema, purgeQuerySchema } from './movie-schemas.ts';
import { defineRoute, type Route } from './route.ts';
import { noQuerySchema } from './no-query-schema.ts';

export type MovieUseCases = {
  readonly searchMovies: SearchMovies;
  readonly getMovie: GetMovie;
  readonly findMovie: Pick<FindMovie, 'execute'>;
  readonly purgeCache: PurgeCache;
};

const CACHE_HEADERS = ['Cache-Status', 'Age'];
const tag = 'Movies';

export function movieRoutes(movies: MovieUseCases): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/movies',
      operationId: 'searchMovies',
      summary: 'Search the external provider through the cache',
      tag,
      query: moviesQuerySchema,
      answers: { 200: { description: 'A page of movies.', schema: 'Movies', headers: CACHE_HEADERS } },
      problems: [403, 502, 503, 504],
      async handle({ query: { query, page, year } }) {
        const { value, served } = await movies.searchMovies.execute(query, page, year);
        return cachedResponse(value, served);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/movies/{id}',
      params: movieParamsSchema,
      operationId: 'getMovie',
      summary: 'Read a movie of the external provider through the cache',
      tag,
      query: noQuerySchema,
      answers: { 200: { description: 'The movie.', schema: 'Movie', headers: CACHE_HEADERS } },
      problems: [403, 404, 502, 503, 504],
      async handle({ params }) {
        const { value, served } = await movies.getMovie.execute(params['id'] ?? '');
        return cachedResponse(value, served);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/films/{id}/movie',
      params: filmParamsSchema,
      operationId: 'findMovie',
      summary: 'The movie of the external provider that matches a film of the catalogue',
      tag,
      query: noQuerySchema,
      answers: {
        200: {
          description: 'The movie, or null if the provider has none.',
          schema: 'FilmMovie',
          headers: CACHE_HEADERS,
        },
      },
      problems: [403, 404, 502, 503, 504],
      async handle({ params }) {
        const { movie = null, served } = await movies.findMovie.execute(params['id'] ?? '');
        return cachedResponse({ movie }, served);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/v1/movies/cache',
      operationId: 'purgeMovies',
      summary: 'Purge cached movies: all, or all pages of one query',
      tag,
      query: purgeQuerySchema,
      answers: { 202: { description: 'The purge will run within seconds.', schema: 'Purge' } },
      problems: [503],
      async handle({ query: { query } }) {
        const scope = await movies.purgeCache.execute(query);
        return { status: 202, body: { purging: scope } };
      },
    }),
  ];
}

function cachedResponse(value: object | undefined, served: MoviesAnswered): ApiResponse {
  const { status, hits, storedAtMs, expiresAtMs, nowMs } = served;
  const cache = {
    status,
    hits,
    storedAt: new Date(storedAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
  return {
    status: 200,
    headers: {
      'cache-status': formatCacheStatus(served),
      age: String(Math.max(0, Math.floor((nowMs - storedAtMs) / 1_000))),
      // A cache between client and API would hide hits from the hit counter, and would keep answers that a purge should
      // remove.
      'cache-control': 'no-cache',
    },
    body: { ...value, cache },
  };
}
