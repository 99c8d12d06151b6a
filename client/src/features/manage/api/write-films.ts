import { callApi } from '../../../lib/api-client.ts';
import { ApiError, isApiError } from '../../../lib/api-error.ts';
import type { Film } from '../../../lib/api-types.gen.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { currentSession, tokenHeader } from '../../../lib/session/session.ts';
import { texts as sharedTexts } from '../../../lib/texts.ts';
import type { FilmValues, patchOf } from '../film-fields.ts';

/** A film, and its ETag, by which the API detects a concurrent change. */
export type EditedFilm = { readonly film: Film; readonly etag: string };

/**
 * Within two seconds of an edit, all server instances find it in searches. The open page requests its data again after
 * this time.
 */
const SEARCHABLE_AFTER_MS = 2_500;

/**
 * The key of the queries for single films. Whoever is signed in gets the current film at once, so an edit of another
 * film does not make their answers out of date.
 */
const ONE_FILM = ['films', 'one'] as const;

/**
 * @param key if several requests have the same key and the same values, they create only one film
 * @throws ApiError if the API refuses the film; 401 if nobody is signed in or the sign-in has expired
 */
export function createFilm(values: FilmValues, key: string): Promise<EditedFilm> {
  const headers = { 'idempotency-key': `"${key}"` };
  return write('/v1/films', { method: 'POST', body: values, headers }).then(keep);
}

/** @throws ApiError 412 if someone else has changed the film since the version `etag`, 404 if someone has deleted it */
export function changeFilm(id: string, patch: ReturnType<typeof patchOf>, etag: string): Promise<EditedFilm> {
  return write(filmPath(id), { method: 'PATCH', body: patch, headers: { 'if-match': etag } }).then(keep);
}

/**
 * @throws ApiError 412 if someone has changed the film since the version `etag`; a film that is already gone counts as
 * deleted
 */
export async function deleteFilm(id: string, etag: string): Promise<void> {
  await write(filmPath(id), { method: 'DELETE', headers: { 'if-match': etag } }).catch((error: unknown) => {
    if (!isApiError(error) || error.status !== 404) throw error;
  });
  // Earlier results may still show the film.
  queryClient.removeQueries({ queryKey: ['films'], predicate: isOfSeveralFilms, type: 'inactive' });
}

/**
 * Reads the film as it is now, past CloudFront's cache.
 *
 * @throws ApiError 404 if it no longer exists
 */
export async function readFilm(id: string): Promise<EditedFilm> {
  return toFilm(await callApi(filmPath(id), { headers: tokenHeader() }));
}

/** Clears the movies cache. */
export async function emptyMoviesCache(): Promise<void> {
  await write('/v1/movies/cache', { method: 'DELETE' });
}

async function write(path: string, request: Parameters<typeof callApi>[1]): ReturnType<typeof callApi> {
  if (!currentSession()) throw new ApiError('problem', sharedTexts.signedOut, 401);
  const answer = await callApi(path, { ...request, headers: { ...request?.headers, ...tokenHeader() } });
  // An earlier request for the film may still be under way. It is cancelled, because its answer would replace the saved
  // film.
  await queryClient.cancelQueries({ queryKey: ONE_FILM });
  // Pages that are opened later request their data again. The open page does so only after SEARCHABLE_AFTER_MS, because
  // it may show the film that was just deleted.
  void refresh('none');
  setTimeout(() => void refresh('active'), SEARCHABLE_AFTER_MS);
  return answer;
}

async function refresh(refetchType: 'none' | 'active'): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['films'], predicate: isOfSeveralFilms, refetchType });
  await queryClient.invalidateQueries({ queryKey: ['movies'], refetchType });
}

function isOfSeveralFilms({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return queryKey[1] !== ONE_FILM[1];
}

/** Keeps the saved film for its page, which then needs no request. */
function keep(answer: Awaited<ReturnType<typeof callApi>>): EditedFilm {
  const saved = toFilm(answer);
  queryClient.setQueryData([...ONE_FILM, saved.film.id], saved);
  return saved;
}

function toFilm({ body, etag }: Awaited<ReturnType<typeof callApi>>): EditedFilm {
  if (typeof body !== 'object' || body === null || etag === undefined) {
    throw new ApiError('garbage', sharedTexts.errors.unexpectedAnswer, 200);
  }
  return { film: body as Film, etag };
}

function filmPath(id: string): string {
  return `/v1/films/${encodeURIComponent(id)}`;
}
