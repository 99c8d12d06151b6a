import { searchQuerySchemaFor } from '../../src/adapters/driving/http/search-schemas.ts';
import { FACETS, FILM_SORTS } from '../../src/domain/film-query.ts';
import { pick, randomInt, type Random } from '../random.ts';

/**
 * A film of the sample catalogue. The replay sends the same requests to two versions of the product and compares their
 * answers. Both versions have imported the sample.
 */
export type SampleFilm = {
  readonly title: string;
  readonly year: number;
  readonly cast: readonly string[];
  readonly genres: readonly string[];
};

export type ReplayRequest = {
  /** The route that answers the request, such as `GET /v1/films/{id}`. */
  readonly route: string;
  readonly method: string;
  /** Path and query string. `{cursor}` is replaced by the last cursor that the same version returned. */
  readonly target: string;
  /** `{etag}` is replaced by the last ETag that the same version returned. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the request carries a token with every scope. */
  readonly signedIn: boolean;
};

const JSON_BODY = { 'content-type': 'application/json' };
const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };
const MOVIE_WORDS = ['lantern', 'harbour', 'velvet', 'winter', 'silent orchard', 'nothing of the kind', ' ', 'a'];
/** Values that most parameters reject. */
const BAD_VALUES = ['', '0', '-1', '1e9', 'x'.repeat(201), '%00', '2001', 'relevance', '%F0%9F%8E%AC', '{}'];
/** The parameters of a film search, and one parameter that no route has. */
const PARAMETERS = [...Object.keys(searchQuerySchemaFor([]).shape), 'no'];
const BAD_BODIES = [
  '',
  '{',
  '[]',
  'null',
  '{"title":""}',
  '{"title":"x","year":"1999"}',
  '{"title":1}',
  '{"year":1999}',
];

export const PURGE = write('DELETE /v1/movies/cache', '/v1/movies/cache', {});

/**
 * Returns a function that makes random requests to all routes except the route of {@link PURGE}. Most of the requests
 * are valid. The same seed gives the same requests.
 */
export function requestMaker(random: Random, films: readonly SampleFilm[]): () => ReplayRequest {
  const makers: readonly (readonly [weight: number, make: () => ReplayRequest])[] = [
    [40, search],
    [4, () => get('GET /v1/films', '/v1/films?q=the&limit=3&cursor={cursor}')],
    [
      10,
      () =>
        get('GET /v1/suggestions', `/v1/suggestions?q=${encode(typed())}&limit=${String(1 + randomInt(random, 20))}`),
    ],
    [
      6,
      () =>
        get(
          'GET /v1/films/{id}/similar',
          `/v1/films/${idOf(film())}/similar?limit=${String(1 + randomInt(random, 20))}`,
        ),
    ],
    [4, () => get('GET /v1/people/{name}', `/v1/people/${encode(film().cast[0] ?? 'Nobody')}`)],
    [8, () => get('GET /v1/films/{id}', `/v1/films/${idOf(film())}`)],
    [2, () => ({ ...get('GET /v1/films/{id}', `/v1/films/${idOf(film())}`), headers: { 'if-none-match': '{etag}' } })],
    [8, badSearch],
    [6, () => write('POST /v1/films', '/v1/films', JSON_BODY, newFilm())],
    [4, () => write('PUT /v1/films/{id}', `/v1/films/${idOf(film())}`, { ...JSON_BODY, ...precondition() }, newFilm())],
    [
      4,
      () =>
        write(
          'PATCH /v1/films/{id}',
          `/v1/films/${idOf(film())}`,
          { ...MERGE_PATCH, ...precondition() },
          '{"year":1999}',
        ),
    ],
    [2, () => write('DELETE /v1/films/{id}', `/v1/films/${idOf(film())}`, precondition())],
    [4, badWrite],
    [
      6,
      () =>
        get(
          'GET /v1/movies',
          `/v1/movies?query=${encode(pick(random, MOVIE_WORDS))}&page=${String(randomInt(random, 4))}`,
        ),
    ],
    [3, () => get('GET /v1/movies/{id}', `/v1/movies/${String(1_000 + randomInt(random, 700))}`)],
    [1, () => get('GET /v1/health', '/v1/health')],
    [1, () => get('GET /v1/config', '/v1/config')],
    [1, () => get('GET /v1/openapi.json', '/v1/openapi.json')],
    [1, () => get('GET /v1/docs', '/v1/docs')],
    [2, stray],
  ];
  const total = makers.reduce((sum, [weight]) => sum + weight, 0);
  return () => {
    let left = random() * total;
    for (const [weight, make] of makers) {
      left -= weight;
      if (left < 0) return make();
    }
    return search();
  };

  function film(): SampleFilm {
    return pick(random, films);
  }

  /** One to three words of a title or name as people type them: complete, unfinished or with one letter missing. */
  function typed(): string {
    const { title, cast } = film();
    const words = (random() < 0.7 ? title : (cast[0] ?? title)).split(' ').slice(0, 1 + randomInt(random, 3));
    const text = words.join(' ');
    if (random() < 0.3) return text.slice(0, 1 + randomInt(random, text.length));
    const left = randomInt(random, text.length);
    return random() < 0.2 ? text.slice(0, left) + text.slice(left + 1) : text;
  }

  function search(): ReplayRequest {
    const { year, cast, genres } = film();
    const parameters: [string, string][] = [];
    const maybe = (share: number, name: string, value: () => string) => {
      if (random() < share) parameters.push([name, value()]);
    };
    maybe(0.8, 'q', typed);
    maybe(0.1, 'title', typed);
    maybe(0.1, 'year', () => String(year));
    maybe(0.1, 'yearFrom', () => String(year - 10));
    maybe(0.1, 'yearTo', () => String(year + 10));
    maybe(0.15, 'cast', () => cast[0] ?? 'Nobody');
    maybe(0.2, 'genre', () => genres[0] ?? 'Drama');
    maybe(0.3, 'sort', () => pick(random, FILM_SORTS));
    maybe(0.5, 'limit', () => String(1 + randomInt(random, 30)));
    maybe(0.3, 'facets', () => FACETS.join(','));
    return get('GET /v1/films', `/v1/films?${new URLSearchParams(parameters).toString()}`);
  }

  function badSearch(): ReplayRequest {
    const route = pick(random, ['GET /v1/films', 'GET /v1/suggestions', 'GET /v1/movies']);
    const query = `${pick(random, PARAMETERS)}=${pick(random, BAD_VALUES)}&${pick(random, PARAMETERS)}=${pick(random, BAD_VALUES)}`;
    return get(route, `${route.slice('GET '.length)}?${query}`);
  }

  function badWrite(): ReplayRequest {
    const id = idOf(film());
    const body = pick(random, BAD_BODIES);
    const signedIn = random() < 0.8;
    const one = pick(random, [
      write('POST /v1/films', '/v1/films', JSON_BODY, body),
      write('POST /v1/films', '/v1/films', { 'content-type': 'text/plain' }, body),
      write('PUT /v1/films/{id}', `/v1/films/${id}`, { ...JSON_BODY, ...precondition() }, body),
      write('PATCH /v1/films/{id}', `/v1/films/${id}`, MERGE_PATCH, body),
      write('DELETE /v1/films/{id}', `/v1/films/${id}`, { 'if-match': 'nonsense' }),
      write('DELETE /v1/movies/cache', '/v1/movies/cache?query=', {}),
    ]);
    return { ...one, signedIn };
  }

  function stray(): ReplayRequest {
    const method = pick(random, ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE']);
    const target = pick(random, ['/v1/nothing', '/v1/films/%2f', '/v1/films/%zz', '/v1/health', '/v1', '/v1/movies/x']);
    return { route: 'no route', method, target, headers: {}, signedIn: true };
  }

  /** A random header `If-Match`, or none. Most of its values match a film that has not been changed yet. */
  function precondition(): Record<string, string> {
    const etag = pick(random, ['"1"', '"1"', '"2"', '{etag}', '*', undefined]);
    return etag === undefined ? {} : { 'if-match': etag };
  }

  function newFilm(): string {
    const { title, year, cast, genres } = film();
    return JSON.stringify({ title: `${title} ${String(randomInt(random, 1_000))}`, year, cast, genres });
  }
}

function get(route: string, target: string): ReplayRequest {
  return { route, method: 'GET', target, headers: {}, signedIn: false };
}

function write(route: string, target: string, headers: Record<string, string>, body?: string): ReplayRequest {
  const [method = ''] = route.split(' ');
  return { route, method, target, headers, ...(body !== undefined && { body }), signedIn: true };
}

function encode(text: string): string {
  return encodeURIComponent(text);
}

/**
 * Makes the id of a film as the import does, if the title has only plain letters. For other titles it makes an id that
 * no film has.
 */
function idOf({ title, year }: SampleFilm): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${slug}-${String(year)}`;
}
