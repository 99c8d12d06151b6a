import { ROLES, type GetPerson, type PersonWithFilms } from '../../../application/films/get-person.ts';
import type { SearchFilms } from '../../../application/films/search-films.ts';
import type { SimilarFilms } from '../../../application/films/similar-films.ts';
import type { SuggestFilms } from '../../../application/films/suggest-films.ts';
import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { describeBadAttribute } from './attribute-parameters.ts';
import { filmParamsSchema } from './film-params-schema.ts';
import { sharedRoute, type Route } from './route.ts';
import {
  filmQueryOf,
  personParamsSchema,
  personQuerySchema,
  searchQuerySchemaFor,
  similarQuerySchema,
  suggestionsQuerySchema,
} from './search-schemas.ts';

export type SearchUseCases = {
  readonly searchFilms: SearchFilms;
  readonly similarFilms: SimilarFilms;
  readonly suggestFilms: SuggestFilms;
  readonly getPerson: GetPerson;
};

const tag = 'Films';

/** The routes that are answered from memory. */
export function searchRoutes(
  { searchFilms, similarFilms, suggestFilms, getPerson }: SearchUseCases,
  declared: DeclaredAttributes,
): Route[] {
  return [
    sharedRoute({
      path: '/v1/films',
      operationId: 'searchFilms',
      summary: 'Search the catalogue',
      tag,
      query: searchQuerySchemaFor(declared),
      unknownParameter: (name) => describeBadAttribute(declared, 'filter', name),
      answer: { description: 'The best matches.', schema: 'SearchResult' },
      problems: [503],
      async handle({ query }) {
        const body = await searchFilms.execute(filmQueryOf(declared, query));
        // Search may be degraded, and a cache must not lose the complete answer that it has.
        return { status: 200, body, ...(body.isPartial && { headers: { 'cache-control': 'no-store' } }) };
      },
    }),
    sharedRoute({
      path: '/v1/films/{id}/similar',
      params: filmParamsSchema,
      operationId: 'similarFilms',
      summary: 'Films that share people and genres with a film',
      tag,
      query: similarQuerySchema,
      answer: { description: 'Films, the most similar first.', schema: 'SimilarFilms' },
      problems: [404, 503],
      async handle({ params, query }) {
        return { status: 200, body: { items: await similarFilms.execute(params['id'] ?? '', query.limit) } };
      },
    }),
    sharedRoute({
      path: '/v1/suggestions',
      operationId: 'suggest',
      summary: 'Complete the typed text with titles, people, genres and decades',
      tag,
      query: suggestionsQuerySchema,
      answer: {
        description:
          'First a genre or decade that is exactly the text. Then titles, people, decades and genres that begin as ' +
          'typed. Then those that are found only with typos.',
        schema: 'Suggestions',
      },
      problems: [503],
      async handle({ query }) {
        return { status: 200, body: { items: await suggestFilms.execute(query.q, query.limit) } };
      },
    }),
    sharedRoute({
      path: '/v1/people/{name}',
      params: personParamsSchema,
      takesRest: true,
      operationId: 'getPerson',
      summary: 'A person and the films in which they acted or which they directed',
      tag: 'People',
      query: personQuerySchema,
      answer: { description: 'The person.', schema: 'Person' },
      problems: [404, 503],
      async handle({ params, query }) {
        const person = await getPerson.execute(params['name'] ?? '', query.limit);
        return { status: 200, body: personAnswer(person, query.limit) };
      },
    }),
  ];
}

/** The answer has a link to each role's next page, and no cursor, because a cursor is valid only for its own search. */
function personAnswer({ roles, ...person }: PersonWithFilms, limit: number): object {
  const answers = Object.entries(roles).map(([role, { nextCursor, ...films }]) => {
    if (nextCursor === undefined) return [role, films];
    const query = new URLSearchParams({
      [ROLES[role as keyof typeof roles]]: person.name,
      sort: '-year',
      limit: String(limit),
      cursor: nextCursor,
    });
    return [role, { ...films, next: `/v1/films?${query.toString()}` }];
  });
  return { ...person, roles: Object.fromEntries(answers) as object };
}
