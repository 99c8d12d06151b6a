import type { FilmQuery } from '../../../server/src/domain/film-query.ts';

/** Reads the parameters that `queryString` in `api-requests.ts` writes. Nothing is checked. */
export function readQuery(parameters: URLSearchParams): FilmQuery {
  const number = (name: string) => (parameters.has(name) ? Number(parameters.get(name)) : undefined);
  return {
    q: parameters.get('q') ?? undefined,
    yearFrom: number('yearFrom'),
    yearTo: number('yearTo'),
    genres: parameters.getAll('genre'),
    cast: parameters.getAll('cast'),
    sort: parameters.get('sort') as FilmQuery['sort'],
    limit: number('limit') ?? 20,
    facets: (parameters.get('facets')?.split(',') ?? []) as FilmQuery['facets'],
  };
}
