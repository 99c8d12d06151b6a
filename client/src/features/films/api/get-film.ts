import { queryOptions } from '@tanstack/react-query';
import { callApi, ofShape } from '../../../lib/api-client.ts';
import type { Film } from '../../../lib/api-types.gen.ts';

/** A film, and its ETag, by which the API detects a concurrent change. */
export type VersionedFilm = { readonly film: Film; readonly etag: string | undefined };

async function fetchFilm(id: string, signal: AbortSignal): Promise<VersionedFilm> {
  const { body, etag } = await callApi(`/v1/films/${encodeURIComponent(id)}`, { signal });
  return { film: ofShape<Film>(body, { id: 'string', title: 'string', year: 'number' }), etag };
}

export function filmQuery(id: string) {
  return queryOptions({ queryKey: ['films', 'one', id] as const, queryFn: ({ signal }) => fetchFilm(id, signal) });
}
