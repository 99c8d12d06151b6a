import { queryOptions } from '@tanstack/react-query';
import { callApi, ofShape } from '../../../lib/api-client.ts';
import { isApiError } from '../../../lib/api-error.ts';
import type { Film } from '../../../lib/api-types.gen.ts';
import { tokenHeader } from '../../../lib/session/session.ts';

/** A film, and its ETag, by which the API detects a concurrent change. */
export type VersionedFilm = { readonly film: Film; readonly etag: string | undefined };

/** @returns `null` if there is no such film */
async function fetchFilm(id: string, signal: AbortSignal): Promise<VersionedFilm | null> {
  try {
    const { body, etag } = await callApi(`/v1/films/${encodeURIComponent(id)}`, { signal, headers: tokenHeader() });
    return { film: ofShape<Film>(body, { id: 'string', title: 'string', year: 'number' }), etag };
  } catch (error) {
    if (isApiError(error) && error.status === 404) return null;
    throw error;
  }
}

/** The film, or `null` if there is none, for example after a deletion. */
export function filmQuery(id: string) {
  return queryOptions({ queryKey: ['films', 'one', id] as const, queryFn: ({ signal }) => fetchFilm(id, signal) });
}
