import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api-client.ts';
import { ApiError } from '../../../lib/api-error.ts';
import type { Film } from '../../../lib/api-types.gen.ts';

/** A film, and the version by which a change of it is recognised. */
export type VersionedFilm = { readonly film: Film; readonly etag: string | undefined };

async function fetchFilm(id: string, signal?: AbortSignal): Promise<VersionedFilm> {
  const { body, etag } = await callApi(`/v1/films/${encodeURIComponent(id)}`, signal ? { signal } : {});
  if (!isFilm(body)) throw new ApiError('garbage', 'The server answered something unexpected.', 200);
  return { film: body, etag };
}

export function filmQuery(id: string) {
  return queryOptions({ queryKey: ['films', 'one', id] as const, queryFn: ({ signal }) => fetchFilm(id, signal) });
}

function isFilm(body: unknown): body is Film {
  return typeof body === 'object' && body !== null && 'id' in body && 'title' in body && typeof body.title === 'string';
}
