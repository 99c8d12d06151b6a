import { pick, randomInt, seededRandom } from '../../server/testing/random.ts';
import type { Film } from '../../server/src/domain/film.ts';
import type { FilmQuery } from '../../server/src/domain/film-query.ts';
import { Catalogue } from '../search/workload/catalogue.ts';
import { WORKLOAD_CLASSES } from '../search/workload/bench-case.ts';
import { makeCases, WORKLOADS } from '../search/workload/workloads.ts';
import type { PlannedRequest } from './load-generator.ts';

/** The queries for movies. The plan repeats each query many times, so the cache answers most of the requests. */
const MOVIE_QUERIES = ['lantern', 'harbour', 'comet', 'waltz', 'signal', 'winter', 'paper', 'velvet', 'noon', 'glass'];

/**
 * Plans requests of every kind in random order. On average, all kinds are equally frequent. The same films and seed
 * give the same requests.
 *
 * @param token bearer token that may write films; without it the plan only reads films
 */
export function planRequests(
  films: readonly Film[],
  seed: number,
  count: number,
  token: string | undefined,
): PlannedRequest[] {
  const catalogue = new Catalogue(films);
  const random = seededRandom(seed);
  const film = () => films[randomInt(random, films.length)];
  const path = () => filmTarget(film()?.id ?? '');
  const get = (label: string, target: string): PlannedRequest => {
    return { label: `GET ${label}`, method: 'GET', path: target, expect: [200] };
  };
  const searches = WORKLOAD_CLASSES.flatMap((kind) => {
    const cases = makeCases(kind, catalogue, seed, Math.ceil(count / WORKLOAD_CLASSES.length));
    // The films of the API have no titles for the queries of class l.
    if (cases.length === 0) return [];
    const label = `/v1/films ${kind} ${WORKLOADS[kind].name}`;
    return () => get(label, searchTarget(cases[randomInt(random, cases.length)]?.query));
  });
  const others = [
    () => get('/v1/films/{id}', path()),
    () => ({ ...get('/v1/films/{id} not modified', path()), headers: { 'if-none-match': '*' }, expect: [304] }),
    () => get('/v1/films/{id}/similar', `${path()}/similar`),
    () =>
      get(
        '/v1/suggestions',
        `/v1/suggestions?q=${encodeURIComponent(film()?.attributes.title.slice(0, 4).trim() ?? 'a')}`,
      ),
    () => get('/v1/health', '/v1/health'),
  ];
  const ofOwnProduct = (authorization: string) => [
    () => get('/v1/movies', `/v1/movies?query=${pick(random, MOVIE_QUERIES)}`),
    () => create(film(), authorization),
    () => patch(path(), random(), authorization),
  ];
  const makers = [...searches, ...others, ...(token === undefined ? [] : ofOwnProduct(`Bearer ${token}`))];
  return Array.from({ length: count }, () => (makers[randomInt(random, makers.length)] ?? others[0])?.()).filter(
    (planned) => planned !== undefined,
  );
}

function create(film: Film | undefined, authorization: string): PlannedRequest {
  const body = JSON.stringify({ ...film?.attributes, title: `Bench ${film?.attributes.title ?? ''}`.slice(0, 200) });
  const headers = { authorization, 'content-type': 'application/json' };
  return { label: 'POST /v1/films', method: 'POST', path: '/v1/films', headers, body, expect: [201] };
}

function patch(path: string, chance: number, authorization: string): PlannedRequest {
  const headers = { authorization, 'content-type': 'application/merge-patch+json', 'if-match': '*' };
  const body = JSON.stringify({ benchmarked: chance });
  return { label: 'PATCH /v1/films/{id}', method: 'PATCH', path, headers, body, expect: [200] };
}

export function filmTarget(id: string): string {
  return `/v1/films/${id}`;
}

/** @returns the target of a search for this query */
export function searchTarget(query: FilmQuery | undefined): string {
  if (!query) return '/v1/films';
  const { q, yearFrom, yearTo, genres, cast, sort, limit, facets } = query;
  const parameters = new URLSearchParams({ sort, limit: String(limit) });
  if (q !== undefined) parameters.set('q', q);
  if (yearFrom !== undefined) parameters.set('yearFrom', String(yearFrom));
  if (yearTo !== undefined) parameters.set('yearTo', String(yearTo));
  for (const genre of genres) parameters.append('genre', genre);
  for (const name of cast) parameters.append('cast', name);
  if (facets.length > 0) parameters.set('facets', facets.join(','));
  return `/v1/films?${parameters.toString()}`;
}
