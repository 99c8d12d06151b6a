import type { SearchFilms } from '../../../application/films/search-films.ts';
import type { SimilarFilms } from '../../../application/films/similar-films.ts';
import type { SuggestFilms } from '../../../application/films/suggest-films.ts';
import { defineRoute, type Route } from './route.ts';
import { filmQueryOf, searchQuerySchema, similarQuerySchema, suggestionsQuerySchema } from './search-schemas.ts';

export type SearchUseCases = {
  readonly searchFilms: SearchFilms;
  readonly similarFilms: SimilarFilms;
  readonly suggestFilms: SuggestFilms;
};

const tag = 'Films';

/** The routes that are answered from memory. */
export function searchRoutes({ searchFilms, similarFilms, suggestFilms }: SearchUseCases): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/films',
      operationId: 'searchFilms',
      summary: 'Search the catalogue',
      tag,
      query: searchQuerySchema,
      answers: { 200: { description: 'The best matches.', schema: 'SearchResult' } },
      problems: [503],
      async handle({ query }) {
        return { status: 200, body: await searchFilms.execute(filmQueryOf(query)) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/films/{id}/similar',
      operationId: 'similarFilms',
      summary: 'Films that share people and genres with a film',
      tag,
      query: similarQuerySchema,
      answers: { 200: { description: 'Films, the most similar first.', schema: 'SimilarFilms' } },
      problems: [404, 503],
      async handle({ params, query }) {
        return { status: 200, body: { items: await similarFilms.execute(params['id'] ?? '', query.limit) } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/v1/suggestions',
      operationId: 'suggest',
      summary: 'Complete the typed text with titles, people, genres and decades',
      tag,
      query: suggestionsQuerySchema,
      answers: {
        200: {
          description:
            'A genre or decade that is exactly the text; then titles, people, decades and genres as typed; then those that are found only with typos.',
          schema: 'Suggestions',
        },
      },
      problems: [503],
      async handle({ query }) {
        return { status: 200, body: { items: await suggestFilms.execute(query.q, query.limit) } };
      },
    }),
  ];
}
