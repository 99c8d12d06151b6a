import { describe, expect, test } from '@jest/globals';
import {
  details,
  failureOf,
  movieProviderContract,
  search,
  useProvider,
  type ProviderUnderTest,
} from '../../../../testing/contracts/movie-provider.contract.ts';
import { ADULT_ID } from '../../../../testing/tmdb-double/further-films.ts';
import { TmdbDouble } from '../../../../testing/tmdb-double/server.ts';
import { TmdbMovieProvider } from './movie-provider.ts';

const TMDB: ProviderUnderTest = {
  key: 'eyJ-a-very-secret-token',
  keySetting: 'MARQUEE_TMDB_TOKEN',
  startDouble: (options) => TmdbDouble.start(options),
  create: (settings, deps) => new TmdbMovieProvider(settings, deps),
  pageSize: 20,
  lastPage: 500,
  attemptsWhenLimited: 3,
  malformedKeys: [
    ['0123456789abcdef0123456789abcdef', 'read access token'],
    ['line\nbreak', 'not allowed'],
  ],
};

describe('TmdbMovieProvider', () => {
  movieProviderContract(TMDB);

  const world = useProvider(TMDB);

  test('has original titles, whole dates and posters in several widths', async () => {
    const { items } = await search(world().make(), 'the');
    const [first, second] = items;
    expect(first).toEqual({
      id: 1000,
      title: 'The Silent Harbour of Brackwater',
      originalTitle: 'Le Harbour Silent',
      votes: 0,
    });
    expect(second?.releaseDate).toBe('1951-02-15');
    expect(second?.poster?.[0]).toEqual({ widthPx: 185, url: `${world().double.imageUrl}/w185/double-1001.svg` });
  });

  test('sends exactly the parameters of the request', async () => {
    await search(world().make(), 'a&b=c d/..', 3);
    expect(world().double.calls).toEqual([
      '/3/search/movie?query=a%26b%3Dc+d%2F..&page=3&language=en-US&include_adult=false',
    ]);
  });

  test('reads the official trailer of a movie, and does not count any other video as a trailer', async () => {
    expect((await details(world().make(), 1011))?.trailer).toBe('https://www.youtube.com/watch?v=double-1011');
    expect((await details(world().make(), 1010))?.trailer).toBeUndefined();
  });

  test('reads the roles of the cast, and of the crew only who has directed and written, each once', async () => {
    const movie = await details(world().make(), 1010);
    expect(movie?.cast.map(({ role }) => role)).toEqual(['Role 0', 'Role 1', undefined]);
    expect(movie?.crew.map(({ role }) => role)).toEqual(['Director', 'Screenplay', 'Characters']);
    expect(movie).not.toHaveProperty('tagline');
  });

  const crewOf = async (...rows: readonly (readonly [id: number, department: string, job: string])[]) => {
    const crew = rows.map(([id, department, job]) => ({ id, name: `Person ${String(id)}`, department, job }));
    world().double.reply = { status: 200, body: { id: 9, title: 'The Ferry', credits: { cast: [], crew } } };
    return ((await details(world().make(), 9))?.crew ?? []).map(({ name, role }) => `${name} ${role ?? ''}`);
  };

  test('names the directors first, however many writers are listed before them', async () => {
    const writers = Array.from({ length: 30 }, (_, i) => [100 + i, 'Writing', 'Characters'] as const);
    const crew = await crewOf(
      ...writers,
      [3, 'Writing', 'Screenplay'],
      [2, 'Directing', 'Co-Director'],
      [1, 'Directing', 'Director'],
    );
    expect(crew.slice(0, 4)).toEqual([
      'Person 1 Director',
      'Person 2 Co-Director',
      'Person 3 Screenplay',
      'Person 100 Characters',
    ]);
    expect(crew).toHaveLength(20);
  });

  test.each([
    ...['Author', 'Novel', 'Characters', 'Theatre Play', 'Adaptation', 'Dialogue', 'Writer', 'Original Story'],
    ...['Scenario Writer', 'Screenstory', 'Musical', 'Idea', 'Story', 'Teleplay', 'Opera', 'Co-Writer', 'Book'],
    ...['Comic Book', 'Short Story', 'Graphic Novel', 'Original Concept', 'Original Film Writer', 'Staff Writer'],
    ...['Screenplay', 'Series Composition', 'Story Developer', 'Additional Writing', 'A Job That TMDB Adds Tomorrow'],
  ])('counts as writing: %s', async (job) => {
    expect(await crewOf([1, 'Writing', job])).toEqual([`Person 1 ${job}`]);
  });

  test.each([
    ['Writing', 'Storyboard'],
    ['Writing', 'Script Consultant'],
    ['Writing', "Writers' Assistant"],
    ['Directing', 'Script Supervisor'],
    ['Directing', 'Assistant Director'],
    ['Sound', 'Dialogue Editor'],
    ['Crew', 'Other'],
  ])('counts neither as directing nor as writing: %s, %s', async (department, job) => {
    expect(await crewOf([1, department, job])).toEqual([]);
  });

  test('credits one person with one job once, and with each of several jobs', async () => {
    const director = [1, 'Directing', 'Director'] as const;
    expect(await crewOf(director, [1, 'Writing', 'Writer'], director, director)).toEqual([
      'Person 1 Director',
      'Person 1 Writer',
    ]);
  });

  test('has no adult movie, by id or in a search, unless adult movies are included', async () => {
    const { double, make } = world();
    const request = { operation: 'details', id: ADULT_ID, language: 'en-US' } as const;
    const provider = make();
    expect(await provider.details({ ...request, includeAdult: false }, AbortSignal.timeout(60_000))).toBeUndefined();
    expect(await provider.details({ ...request, includeAdult: true }, AbortSignal.timeout(60_000))).toBeDefined();
    const row = { id: 1, title: 'The Ferry' };
    const results = [row, { ...row, id: 2, adult: true }];
    double.reply = { status: 200, body: { page: 1, results, total_pages: 1, total_results: 2 } };
    expect((await search(provider)).items.map(({ id }) => id)).toEqual([1]);
  });

  test('has no date that does not exist', async () => {
    const results = ['1957-02-30', '0000-00-00', '1957-02-28'].map((date, i) => ({
      id: i + 1,
      title: 'The Ferry',
      release_date: date,
    }));
    world().double.reply = { status: 200, body: { page: 1, results, total_pages: 1, total_results: 3 } };
    const { items } = await search(world().make());
    expect(items.map(({ releaseDate }) => releaseDate)).toEqual([undefined, undefined, '1957-02-28']);
  });

  test('takes the page that was asked for if TMDB calls it page 0', async () => {
    const results = [{ id: 1, title: 'The Ferry' }];
    world().double.reply = { status: 200, body: { page: 0, results, total_pages: 3, total_results: 41 } };
    expect(await search(world().make(), 'ferry', 2)).toMatchObject({ page: 2, totalPages: 3, items: [{ id: 1 }] });
  });

  const html = '<html><h1>Denied</h1></html>';
  const ofTmdb = (code: number) => ({ success: false, status_code: code, status_message: 'A message.' });
  test.each([
    [401, ofTmdb(7), 'provider-key-refused'],
    [401, ofTmdb(3), 'provider-key-refused'],
    [401, ofTmdb(10), 'provider-key-refused'],
    [403, ofTmdb(45), 'provider-key-refused'],
    [401, ofTmdb(99), 'provider-key-refused'],
    [401, html, 'provider-blocked'],
    [403, html, 'provider-blocked'],
    [403, { message: 'Forbidden' }, 'provider-blocked'],
    [403, { status_code: 403, message: 'Forbidden' }, 'provider-blocked'],
    [451, html, 'provider-blocked'],
    [404, html, 'provider-refused'],
    [504, ofTmdb(24), 'provider-timeout'],
    [503, ofTmdb(46), 'provider-unavailable'],
    [500, ofTmdb(11), 'provider-unavailable'],
    [200, ofTmdb(25), 'provider-rate-limited'],
    [200, { status_code: 7, status_message: 'Invalid API key' }, 'provider-key-refused'],
  ])('answers of status %i with %j become %s', async (status, body, code) => {
    world().double.reply = { status, body };
    expect((await failureOf(search(world().make()))).code).toBe(code);
  });

  test.each([
    [404, ofTmdb(6)],
    [404, ofTmdb(34)],
    [500, ofTmdb(44)],
  ])('has no movie if the answer has status %i with %j', async (status, body) => {
    world().double.reply = { status, body };
    expect(await details(world().make(), 9)).toBeUndefined();
  });

  test('accepts a base URL with or without the version at the end', async () => {
    const provider = world().make({ url: world().double.url.replace(/\/3$/, '/') });
    expect((await search(provider)).items).not.toHaveLength(0);
  });

  test('is asked again after a single rate-limit without a Retry-After', async () => {
    const { double, make } = world();
    double.setFault({ kind: 'rate-limit', times: 1 });
    expect((await search(make())).items.length).toBeGreaterThan(0);
    expect(double.calls).toHaveLength(2);
  });

  test('is not asked again after five calls that end in rate-limit', async () => {
    const { double, make } = world();
    const provider = make();
    double.setFault({ kind: 'rate-limit' });
    for (let i = 0; i < 20; i += 1) await failureOf(search(provider));
    expect(double.calls).toHaveLength(5);
  });
});
