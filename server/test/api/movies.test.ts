import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TOKENS } from '../../src/composition/tokens.ts';
import { startMoviesStack, TEST_POLICIES, type MoviesApi } from '../../testing/builders/movies-api.ts';
import { eventually } from '../../testing/eventually.ts';
import { FAULT_KINDS, type FaultKind } from '../../testing/provider-double/faults.ts';
import { ADULT_ID, TYPED_TITLES } from '../../testing/tmdb-double/further-films.ts';
import { TmdbDouble } from '../../testing/tmdb-double/server.ts';

const TOKEN = 'eyJ-the-very-secret-read-access-token';

let stack: Awaited<ReturnType<typeof startMoviesStack>>;
let double: TmdbDouble;
let api: MoviesApi;
let written: string;

beforeAll(async () => {
  stack = await startMoviesStack();
});
afterAll(() => stack.dynamo.close());
beforeEach(async () => {
  double = await TmdbDouble.start({ token: TOKEN });
  api = stack.makeApi(double, TOKEN);
  written = '';
  for (const stream of [process.stderr, process.stdout]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  }
});
afterEach(async () => {
  jest.restoreAllMocks();
  await double.close();
});

const events = (type: string) => written.split('\n').filter((line) => line.includes(`"type":"${type}"`));

describe('GET /v1/movies', () => {
  test('reports a miss first, and then hits with a rising counter on every instance', async () => {
    const first = await api.call('GET', '/v1/movies?query=Crimson%20Lantern');
    expect(first.statusCode).toBe(200);
    expect(first.json['cache']).toMatchObject({ status: 'miss', hits: 0 });
    expect(first.headers).toMatchObject({
      age: '0',
      'cache-status': expect.stringMatching(/^Marquee; fwd=miss; ttl=1\d\d; stored$/),
    });
    const second = await api.call('GET', '/v1/movies?query=%20crimson%20%20LANTERN%20&page=1');
    expect(second.json['cache']).toMatchObject({ status: 'hit', hits: 1 });
    expect(second.headers).toMatchObject({
      'cache-status': expect.stringMatching(/^Marquee; hit; ttl=1\d\d; detail=memory$/),
    });
    await api.container.get(TOKENS.movies).hits.flush();
    const elsewhere = await stack.makeApi(double, TOKEN).call('GET', '/v1/movies?query=crimson+lantern');
    expect(elsewhere.json['cache']).toMatchObject({ status: 'hit', hits: 2 });
    expect(elsewhere.json['items']).toEqual(first.json['items']);
    expect(double.calls).toHaveLength(1);
  });

  test.each(TYPED_TITLES.map(([title]) => title))('asks TMDB for %j as it was typed, and finds it', async (title) => {
    const { json } = await api.call('GET', `/v1/movies?query=${encodeURIComponent(title.normalize('NFD'))}`);
    expect(json).toMatchObject({ totalPages: 1, totalResults: 1, items: [{ title }] });
    expect(double.calls).toHaveLength(1);
  });

  test('takes a year', async () => {
    const { json } = await api.call('GET', '/v1/movies?query=crimson+brackwater&year=1951');
    expect(json).toMatchObject({ totalResults: 1, items: [{ id: 1001, releaseDate: '1951-02-15' }] });
    expect(double.calls).toEqual([expect.stringContaining('&year=1951')]);
    expect((await api.call('GET', '/v1/movies?query=crimson+brackwater')).json['cache']).toMatchObject({
      status: 'miss',
    });
    expect((await api.call('GET', '/v1/movies?query=CRIMSON+brackwater&year=1951')).json['cache']).toMatchObject({
      status: 'hit',
    });
  });

  test('does not cache a page that contradicts itself', async () => {
    double.setFault({ kind: 'contradiction', times: 1 });
    const refused = await api.call('GET', '/v1/movies?query=contradiction+lantern');
    expect([refused.statusCode, refused.json['code']]).toEqual([502, 'provider-unreadable']);
    const { json } = await api.call('GET', '/v1/movies?query=contradiction+lantern');
    expect(json).toMatchObject({ totalResults: 0, cache: { status: 'miss' } });
  });

  test('sends Age, and serves an answer marked as stale when the provider is down', async () => {
    await api.call('GET', '/v1/movies?query=velvet');
    api.clock.shiftMs = 200_000;
    double.setFault({ kind: 'server-error' });
    const stale = await api.call('GET', '/v1/movies?query=velvet');
    expect(stale.statusCode).toBe(200);
    expect(stale.json['cache']).toMatchObject({ status: 'stale', hits: 1 });
    expect(Number(stale.headers?.['age'])).toBeGreaterThanOrEqual(200);
    expect(stale.headers?.['cache-status']).toMatch(/^Marquee; fwd=stale; ttl=-8\d; detail=provider-unavailable$/);
  });

  test.each([
    ['an empty query', 'query='],
    ['a blank query', 'query=%20'],
    ['10,000 characters', `query=${'x'.repeat(10_000)}`],
    ['no query', ''],
    ['page 0', 'query=x&page=0'],
    ['page 501', 'query=x&page=501'],
    ['page NaN', 'query=x&page=NaN'],
    ['page 1.5', 'query=x&page=1.5'],
    ['a misspelt parameter', 'query=x&pgae=2'],
    ['the year 12', 'query=x&year=12'],
    ['no year', 'query=x&year='],
    ['a query that is not UTF-8', 'query=%ff'],
  ])('refuses %s before any call to the provider', async (_name, parameters) => {
    const answer = await api.call('GET', `/v1/movies?${parameters}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json['code']).toBe('invalid-parameter');
    expect(double.calls).toEqual([]);
  });
});

describe('GET /v1/movies/{id}', () => {
  test('answers with the movie and its credits; answers 404 for an unknown movie, and asks the provider for it only once', async () => {
    const movie = await api.call('GET', '/v1/movies/1002');
    expect(movie.json).toMatchObject({ id: 1002, cast: expect.any(Array), cache: { status: 'miss' } });
    for (let i = 0; i < 3; i += 1) {
      const unknown = await api.call('GET', '/v1/movies/7');
      expect([unknown.statusCode, unknown.json['code']]).toEqual([404, 'movie-not-found']);
    }
    expect(double.calls).toHaveLength(2);
  });

  test('has no adult movie while adult results are off', async () => {
    const { statusCode, json } = await api.call('GET', `/v1/movies/${String(ADULT_ID)}`);
    expect([statusCode, json['code']]).toEqual([404, 'movie-not-found']);
  });

  test.each(['0', 'abc', '1%2F..%2F2', '..%2f', '1e3'])('refuses the id %s', async (id) => {
    expect((await api.call('GET', `/v1/movies/${id}`)).statusCode).toBe(400);
    expect(double.calls).toEqual([]);
  });
});

describe('when the provider fails and nothing is cached', () => {
  const cases: readonly (readonly [FaultKind, number])[] = [
    ['server-error', 503],
    ['html-error', 503],
    ['html-forbidden', 503],
    ['html-not-found', 502],
    ['maintenance', 503],
    ['backend-timeout', 504],
    ['rate-limit', 503],
    ['reset', 503],
    ['hang', 504],
    ['hang-in-body', 504],
    ['html-ok', 502],
    ['garbage', 502],
    ['truncated', 502],
    ['gzip-lie', 502],
  ];

  test.each(cases)(
    'the failure %s is answered with %i and Retry-After, and requests succeed again when the failure has ended',
    async (kind, status) => {
      double.setFault({ kind });
      const failed = await api.call('GET', `/v1/movies?query=down-${kind}`);
      expect(failed.statusCode).toBe(status);
      expect(failed.headers?.['content-type']).toBe('application/problem+json');
      expect(Number(failed.headers?.['retry-after'])).toBeGreaterThanOrEqual(1);
      double.setFault();
      expect((await api.call('GET', `/v1/movies?query=down-${kind}`)).statusCode).toBe(200);
    },
  );

  test('an answer that is compressed with gzip is read although it has no Content-Encoding', async () => {
    double.setFault({ kind: 'gzip-undeclared' });
    expect((await api.call('GET', '/v1/movies?query=apiary')).statusCode).toBe(200);
  });

  test('the breaker stops calls to a dead provider, health and status report the open breaker, and the breaker closes again', async () => {
    double.setFault({ kind: 'server-error' });
    expect((await api.call('GET', '/v1/health')).json['movies']).toBe('ready');
    const codes: unknown[] = [];
    for (let i = 0; i < 30; i += 1) {
      codes.push((await api.call('GET', `/v1/movies?query=hammer${String(i)}`)).json['code']);
    }
    // The calls of the first two searches do not count, because their texts may be why they fail.
    expect(double.calls).toHaveLength(2 * 3 + TEST_POLICIES.breakerFailures);
    expect(codes.slice(-20)).toEqual(Array(20).fill('provider-breaker-open'));
    const [health, status] = [await api.call('GET', '/v1/health'), await api.call('GET', '/v1/status')];
    expect(health.json).toMatchObject({ movies: 'breaker-open', degraded: [{ reason: 'breaker-open' }] });
    expect(status.json).toMatchObject({ movies: { state: 'breaker-open' }, degraded: health.json['degraded'] });
    double.setFault();
    api.clock.advanceForBreaker(TEST_POLICIES.breakerOpenMs);
    expect((await api.call('GET', '/v1/movies?query=hammer0')).statusCode).toBe(200);
    expect((await api.call('GET', '/v1/health')).json).toMatchObject({ movies: 'ready', degraded: [] });
  });
});

describe('DELETE /v1/movies/cache', () => {
  const status = async (query: string) =>
    ((await api.call('GET', `/v1/movies?query=${query}`)).json['cache'] as { status: string }).status;
  /**
   * Advances the clock by 1 ms and then requests a purge. The clock is frozen between calls, and a purge keeps entries
   * that were stored in the same millisecond.
   */
  const purge = (query: string) => {
    api.clock.shiftMs += 1;
    return api.call('DELETE', `/v1/movies/cache${query}`);
  };
  const purged = async (count: number) => {
    await eventually(() => events('cache-purged').length >= count);
    expect(events('cache-purged')).toHaveLength(count);
    // Entries in memory are served for another five seconds.
    api.clock.shiftMs += 5_000;
  };

  test('purges one query, then everything', async () => {
    for (const query of ['comet', 'waltz']) expect(await status(query)).toBe('miss');
    const one = await purge('?query=COMET');
    expect([one.statusCode, one.json]).toEqual([202, { purging: { kind: 'query', query: 'comet' } }]);
    await purged(1);
    expect([await status('comet'), await status('waltz')]).toEqual(['miss', 'hit']);
    expect((await purge('')).statusCode).toBe(202);
    await purged(2);
    expect([await status('comet'), await status('waltz')]).toEqual(['miss', 'miss']);
  });

  test('refuses an empty query, because a client that sends it probably does not want to purge everything', async () => {
    expect((await purge('?query=')).statusCode).toBe(400);
    expect((await purge('?query=%20')).statusCode).toBe(400);
  });
});

describe('GET /v1/films/{id}/movie', () => {
  const addFilm = (title: string, year: number) =>
    api.container.get(TOKENS.filmUseCases).createFilm.execute({ title, year });

  test('answers the details of the movie that matches the film, and searches for it in the film’s year', async () => {
    const { id } = await addFilm('The crimson HARBOUR of Brackwater', 1951);
    const { statusCode, json } = await api.call('GET', `/v1/films/${id}/movie`);
    expect(statusCode).toBe(200);
    expect(json).toMatchObject({
      movie: { id: 1001, crew: [{ role: 'Director' }, {}, {}] },
      cache: { status: 'miss' },
    });
    expect(double.calls.map((path) => path.split('?')[0])).toEqual(['/3/search/movie', '/3/movie/1001']);
    expect(double.calls[0]).toContain('&year=1951');
    const again = await api.call('GET', `/v1/films/${id}/movie`);
    expect(again.json['cache']).toMatchObject({ status: 'hit' });
    expect(again.headers?.['cache-status']).toMatch(/^Marquee; hit;/);
  });

  test('asks for the title as it is written', async () => {
    const { id } = await addFilm('7½ Ferries', 1957);
    expect((await api.call('GET', `/v1/films/${id}/movie`)).json).toMatchObject({ movie: { title: '7½ Ferries' } });
    expect(decodeURIComponent(double.calls[0] ?? '')).toContain('query=7½+ferries&');
  });

  test('finds a movie that the provider dates a year earlier, by a second search without the year', async () => {
    const { id } = await addFilm('The Crimson Harbour of Brackwater', 1952);
    expect((await api.call('GET', `/v1/films/${id}/movie`)).json).toMatchObject({ movie: { id: 1001 } });
  });

  test('answers null if the provider has no such movie, and 404 for a film that the catalogue does not have', async () => {
    const { id } = await addFilm('The Crimson Harbour of Brackwater', 1990);
    expect((await api.call('GET', `/v1/films/${id}/movie`)).json).toMatchObject({ movie: null, cache: {} });
    const unknown = await api.call('GET', '/v1/films/no-such-film-1990/movie');
    expect([unknown.statusCode, unknown.json['code']]).toEqual([404, 'film-not-found']);
  });
});

describe('without a key', () => {
  test('requests for movies get a 403 with the remedy and raise no alarm, health reports the missing key, and requests for films work', async () => {
    const without = stack.makeApi(double, undefined);
    const refused = await without.call('GET', '/v1/movies?query=comet');
    expect([refused.statusCode, refused.json['code']]).toEqual([403, 'provider-not-configured']);
    expect(refused.json['detail']).toContain('MARQUEE_TMDB_TOKEN');
    expect(events('request-failed')).toEqual([]);
    expect((await without.call('GET', '/v1/health')).json).toMatchObject({ status: 'ok', movies: 'not-configured' });
    expect((await without.call('GET', '/v1/films?q=x')).statusCode).toBe(200);
  });

  test('the page learns from /v1/config whether movies can be searched, and how to credit the provider', async () => {
    const moviesOf = async (one: typeof api) => (await one.call('GET', '/v1/config')).json['movies'];
    expect(await moviesOf(stack.makeApi(double, undefined))).toMatchObject({ name: 'TMDB', isConfigured: false });
    expect(await moviesOf(api)).toEqual({
      name: 'TMDB',
      url: 'https://www.themoviedb.org/',
      logo: '/tmdb-logo.svg',
      notice: expect.stringContaining('not endorsed or certified by TMDB') as unknown,
      isConfigured: true,
    });
  });
});

describe('without DynamoDB', () => {
  test('answers come from the provider and are kept in memory, the error is logged once, and nothing crashes', async () => {
    const lonely = await startMoviesStack();
    const alone = lonely.makeApi(double, TOKEN);
    await lonely.dynamo.close();
    for (const query of ['signal', 'orchard', 'signal']) {
      expect((await alone.call('GET', `/v1/movies?query=${query}`)).statusCode).toBe(200);
    }
    expect(double.calls).toHaveLength(2);
    expect(events('cache-store-failed')).toHaveLength(1);
  });
});

describe('the provider’s key', () => {
  test('appears in no log, answer or error, no matter what fails', async () => {
    const answers: unknown[] = [];
    const thrown: unknown[] = [];
    const requests = api.container.get(TOKENS.movieProvider);
    for (const kind of [...FAULT_KINDS, undefined]) {
      double.setFault(kind && { kind });
      const fresh = stack.makeApi(double, TOKEN);
      answers.push(await fresh.call('GET', `/v1/movies?query=leak-${kind ?? 'none'}`));
      answers.push(await fresh.call('GET', `/v1/movies/1001`));
      answers.push(await fresh.call('GET', '/v1/health'));
      const search = { operation: 'search', query: 'leak', page: 1, language: 'en-US', includeAdult: false } as const;
      await requests.search(search, AbortSignal.timeout(60_000)).catch((error: unknown) => thrown.push(error));
    }
    const malformed = stack.makeApi(double, `${TOKEN}\n`);
    answers.push(await malformed.call('GET', '/v1/movies?query=leak-malformed'));
    const deaf = stack.makeApi(double, TOKEN);
    await double.close();
    answers.push(await deaf.call('GET', '/v1/movies?query=leak-closed'));
    const all = written + inspect([answers, thrown], { depth: 30, showHidden: true, maxStringLength: null });
    expect(thrown.length).toBeGreaterThan(5);
    expect(written).toContain('provider-key-refused');
    expect(all).not.toContain(TOKEN);
    expect(all).not.toContain(TOKEN.slice(4, 20));
  });
});
