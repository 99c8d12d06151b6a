import type { CreateFilm } from '../../../application/films/create-film.ts';
import type { DeleteFilm } from '../../../application/films/delete-film.ts';
import type { GetFilm } from '../../../application/films/get-film.ts';
import type { PatchFilm } from '../../../application/films/patch-film.ts';
import type { ReplaceFilm } from '../../../application/films/replace-film.ts';
import type { Film } from '../../../domain/film.ts';
import type { ExpectedVersion } from '../../../ports/film-repository.ts';
import type { ApiResponse } from './api-request.ts';
import { ENTITY_TAGS, expectedVersions, formatEtag } from './etag.ts';
import { defineRoute, sharedRoute, type Route } from './route.ts';
import { filmParamsSchema } from './film-params-schema.ts';
import { IDEMPOTENCY_KEY, idempotencyKey } from './idempotency-key.ts';
import { noQuerySchema } from './no-query-schema.ts';

export type FilmUseCases = {
  readonly getFilm: GetFilm;
  readonly createFilm: CreateFilm;
  readonly replaceFilm: ReplaceFilm;
  readonly patchFilm: PatchFilm;
  readonly deleteFilm: DeleteFilm;
};

const IF_MATCH = {
  name: 'If-Match',
  description: 'ETag of the version that you read; W/ is accepted, * means any version.',
  required: true,
  pattern: ENTITY_TAGS,
};
const IDEMPOTENCY_KEY_HEADER = {
  name: 'Idempotency-Key',
  description:
    'A string such as "9f1c52c8-6f7a-4a80-8d0e-3a1b6a2f9f55", unique for each film. For 24 hours the same key with the same body returns the same answer and creates no second film.',
  required: false,
  pattern: IDEMPOTENCY_KEY,
};
const FILM_ANSWER = { description: 'The film.', schema: 'Film', headers: ['ETag'] } as const;
const JSON_ONLY = ['application/json'];
const PATHS = { films: '/v1/films', film: '/v1/films/{id}' };
const tag = 'Films';

/** No film has this version, because versions start at 1. */
const NO_VERSION = 0;

export function filmRoutes(films: FilmUseCases): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: PATHS.films,
      operationId: 'createFilm',
      summary: 'Add a film',
      tag,
      query: noQuerySchema,
      headers: [IDEMPOTENCY_KEY_HEADER],
      body: { schema: 'NewFilm', mediaTypes: JSON_ONLY },
      answers: { 201: { ...FILM_ANSWER, headers: ['ETag', 'Location'] } },
      problems: [409, 413, 415, 422, 503],
      async handle({ body, header, subject = '' }) {
        const key = idempotencyKey(header('idempotency-key'));
        const film = await films.createFilm.execute(body, key === undefined ? undefined : { client: subject, key });
        return filmResponse(film, 201, { location: `${PATHS.films}/${film.id}` });
      },
    }),
    sharedRoute({
      path: PATHS.film,
      params: filmParamsSchema,
      operationId: 'getFilm',
      summary: 'Read a film',
      tag,
      query: noQuerySchema,
      answer: FILM_ANSWER,
      problems: [404, 503],
      async handle({ params }) {
        return filmResponse(await films.getFilm.execute(params['id'] ?? ''), 200);
      },
    }),
    defineRoute({
      method: 'PUT',
      path: PATHS.film,
      params: filmParamsSchema,
      operationId: 'replaceFilm',
      summary: 'Replace a film',
      tag,
      query: noQuerySchema,
      headers: [IF_MATCH],
      body: { schema: 'FilmReplacement', mediaTypes: JSON_ONLY },
      answers: { 200: FILM_ANSWER },
      problems: [404, 412, 413, 415, 422, 428, 503],
      async handle({ params, header, body }) {
        const expected = await expectedOf(films, params['id'] ?? '', header('if-match'));
        return filmResponse(await films.replaceFilm.execute(params['id'] ?? '', body, expected), 200);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: PATHS.film,
      params: filmParamsSchema,
      operationId: 'patchFilm',
      summary: 'Change some attributes of a film',
      tag,
      query: noQuerySchema,
      headers: [IF_MATCH],
      body: { schema: 'FilmPatch', mediaTypes: ['application/merge-patch+json', 'application/json'] },
      answers: { 200: FILM_ANSWER },
      problems: [404, 412, 413, 415, 422, 428, 503],
      async handle({ params, header, body }) {
        const expected = await expectedOf(films, params['id'] ?? '', header('if-match'));
        return filmResponse(await films.patchFilm.execute(params['id'] ?? '', body, expected), 200);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: PATHS.film,
      params: filmParamsSchema,
      operationId: 'deleteFilm',
      summary: 'Delete a film',
      tag,
      query: noQuerySchema,
      headers: [IF_MATCH],
      answers: { 204: { description: 'Deleted.' } },
      problems: [404, 412, 428, 503],
      async handle({ params, header }) {
        const expected = await expectedOf(films, params['id'] ?? '', header('if-match'));
        await films.deleteFilm.execute(params['id'] ?? '', expected);
        return { status: 204 };
      },
    }),
  ];
}

/**
 * The version that a write expects. If the header If-Match names several versions, this picks the one that the film
 * has. The write itself checks the version again.
 */
async function expectedOf(films: FilmUseCases, id: string, ifMatch: string | undefined): Promise<ExpectedVersion> {
  const versions = expectedVersions(ifMatch);
  if (versions === 'any') return 'any';
  if (versions.length < 2) return versions[0] ?? NO_VERSION;
  const { version } = await films.getFilm.execute(id);
  return versions.includes(version) ? version : NO_VERSION;
}

function filmResponse(
  { id, version, attributes }: Film,
  status: number,
  headers: Record<string, string> = {},
): ApiResponse {
  return { status, headers: { ...headers, etag: formatEtag(version) }, body: { id, ...attributes } };
}
