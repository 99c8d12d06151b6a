import { describe, expect, test } from '@jest/globals';
import {
  details,
  failureOf,
  movieProviderContract,
  search,
  useProvider,
  type ProviderUnderTest,
} from '../../../../testing/contracts/movie-provider.contract.ts';
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

  test('reads the roles of the cast, and only directors and writers of the crew', async () => {
    const movie = await details(world().make(), 1010);
    expect(movie?.cast.map(({ role }) => role)).toEqual(['Role 0', 'Role 1', undefined]);
    expect(movie?.crew.map(({ role }) => role)).toEqual(['Director']);
    expect(movie).not.toHaveProperty('tagline');
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
