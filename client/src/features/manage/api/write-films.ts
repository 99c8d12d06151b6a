import { callApi } from '../../../lib/api-client.ts';
import { ApiError, isApiError } from '../../../lib/api-error.ts';
import type { Film } from '../../../lib/api-types.gen.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { currentSession } from '../../../lib/session/session.ts';
import type { FilmValues, patchOf } from '../film-fields.ts';

/** A film, and the version by which a change of it is recognised. */
export type EditedFilm = { readonly film: Film; readonly etag: string };

/** Every instance of the server has an edit in its search within two seconds; then what was kept is asked for again. */
const SEARCHABLE_AFTER_MS = 2_500;

/**
 * @param key the same key with the same values makes one film, however often it is sent
 * @throws ApiError as the API refuses it; 401 when nobody is signed in (any more)
 */
export function createFilm(values: FilmValues, key: string): Promise<EditedFilm> {
  const headers = { 'idempotency-key': `"${key}"` };
  return write('/v1/films', { method: 'POST', body: values, headers }).then(toFilm);
}

/** @throws ApiError 412 when somebody else changed it since that version, 404 when somebody deleted it */
export function changeFilm(id: string, patch: ReturnType<typeof patchOf>, etag: string): Promise<EditedFilm> {
  return write(filmPath(id), { method: 'PATCH', body: patch, headers: { 'if-match': etag } }).then(toFilm);
}

/** @throws ApiError 412 when somebody changed it since that version; gone already counts as done */
export async function deleteFilm(id: string, etag: string): Promise<void> {
  await write(filmPath(id), { method: 'DELETE', headers: { 'if-match': etag } }).catch((error: unknown) => {
    if (!isApiError(error) || error.status !== 404) throw error;
  });
  // What was found before may still show it.
  queryClient.removeQueries({ queryKey: ['films'], type: 'inactive' });
}

/** As it is now, past everything that is kept. @throws ApiError 404 when it is gone */
export async function readFilm(id: string): Promise<EditedFilm> {
  return toFilm(await callApi(filmPath(id)));
}

/** Takes every kept answer of the live movies away. */
export async function emptyMoviesCache(): Promise<void> {
  await write('/v1/movies/cache', { method: 'DELETE' });
}

async function write(path: string, request: Parameters<typeof callApi>[1]): ReturnType<typeof callApi> {
  const token = currentSession()?.accessToken;
  if (token === undefined) throw new ApiError('problem', 'You are not signed in any more.', 401);
  const answer = await callApi(path, {
    ...request,
    headers: { ...request?.headers, authorization: `Bearer ${token}` },
  });
  // A film that was asked for before may still be on its way, and would come after the one that was saved.
  await queryClient.cancelQueries({ queryKey: ['films', 'one'] });
  // What is opened next is asked for anew; what is open may be the film that has just gone.
  void refresh('none');
  setTimeout(() => void refresh('active'), SEARCHABLE_AFTER_MS);
  return answer;
}

async function refresh(refetchType: 'none' | 'active'): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['films'], refetchType });
  await queryClient.invalidateQueries({ queryKey: ['movies'], refetchType });
}

function toFilm({ body, etag }: Awaited<ReturnType<typeof callApi>>): EditedFilm {
  if (typeof body !== 'object' || body === null || etag === undefined) {
    throw new ApiError('garbage', 'The server answered something unexpected.', 200);
  }
  return { film: body as Film, etag };
}

function filmPath(id: string): string {
  return `/v1/films/${encodeURIComponent(id)}`;
}
