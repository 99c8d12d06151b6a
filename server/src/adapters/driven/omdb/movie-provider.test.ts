import { describe, expect, test } from '@jest/globals';
import {
  details,
  failureOf,
  movieProviderContract,
  POLICIES,
  search,
  useProvider,
  type ProviderUnderTest,
} from '../../../../testing/contracts/movie-provider.contract.ts';
import { OmdbDouble } from '../../../../testing/omdb-double/server.ts';
import { FixedSecretSource } from '../system/fixed-secret-source.ts';
import { OmdbMovieProvider } from './movie-provider.ts';

const OMDB: ProviderUnderTest = {
  key: 'a-key-of-the-test',
  keySetting: 'MARQUEE_OMDB_KEY',
  startDouble: (options) => OmdbDouble.start(options),
  create: (settings, deps) => new OmdbMovieProvider(settings, deps),
  pageSize: 10,
  lastPage: 100,
  // OMDb's limit is one of calls a day, so a second attempt would not help.
  attemptsWhenLimited: 1,
  malformedKeys: [
    ['eyJhbGciOiJIUzI1NiJ9.x.y', 'token of TMDB'],
    ['line\nbreak', 'not allowed'],
    ['a&b', 'not allowed'],
  ],
};

describe('OmdbMovieProvider', () => {
  movieProviderContract(OMDB);

  const world = useProvider(OMDB);

  test('has years and one poster in search results, and whole dates in details', async () => {
    const { items } = await search(world().make(), 'silent');
    expect(items[1]).toEqual({
      id: 1020,
      title: 'The Silent Orchard of Brackwater',
      releaseDate: '1970',
      votes: 0,
    });
    const poster = (await search(world().make(), 'crimson')).items[0]?.poster;
    expect(poster).toEqual([{ widthPx: 300, url: `${world().double.imageUrl}/M/double-1001._V1_SX300.jpg` }]);
    expect((await details(world().make(), 1001))?.releaseDate).toBe('1951-02-15');
  });

  test('sends exactly the parameters of the request, and asks for movies only', async () => {
    const { double, make } = world();
    await search(make(), 'a&b=c d/..', 3, { year: 1999 });
    await details(make(), 10_044_952);
    expect(double.calls).toEqual([
      `/?s=a%26b%3Dc+d%2F..&page=3&type=movie&y=1999&r=json&apikey=${OMDB.key}`,
      `/?i=tt10044952&plot=full&r=json&apikey=${OMDB.key}`,
    ]);
  });

  test('finds a movie with a short title by its whole title, because OMDb lists nothing for such a search', async () => {
    const { double, make } = world();
    expect(await search(make(), 'up')).toEqual({
      page: 1,
      totalPages: 1,
      totalResults: 1,
      items: [{ id: 90_000, title: 'Up', releaseDate: '2000-05-01', votes: 10 }],
    });
    expect(await search(make(), 'up', 2)).toMatchObject({ page: 2, items: [] });
    expect(await search(make(), 'up', 1, { year: 1951 })).toMatchObject({ totalResults: 0, items: [] });
    expect(await search(make(), 'zz')).toMatchObject({ totalResults: 0, items: [] });
    expect(double.calls).toHaveLength(7);
  });

  test('makes no call for a page that OMDb does not have', async () => {
    expect((await search(world().make(), 'everything', 101)).items).toEqual([]);
    expect(world().double.calls).toHaveLength(0);
  });

  test('does not show a series as a movie', async () => {
    expect(await details(world().make(), 80_000)).toBeUndefined();
  });

  test('credits a writer once, without the note on what was written', async () => {
    expect((await details(world().make(), 1001))?.crew).toEqual([
      { name: 'Piers Halloway', role: 'Director' },
      { name: 'Piers Halloway', role: 'Writer' },
    ]);
  });

  test('does not blame the key for a page of the CDN in front of OMDb', async () => {
    world().double.reply = { status: 401, body: '<html>Just a moment...</html>' };
    expect((await failureOf(search(world().make()))).code).toBe('provider-blocked');
  });

  test('has only the year of a date that does not exist', async () => {
    const movie = { imdbID: 'tt0000009', Title: 'The Ferry', Year: '1957', Type: 'movie', Released: '30 Feb 1957' };
    world().double.reply = { status: 200, body: { ...movie, Response: 'True' } };
    expect((await details(world().make(), 9))?.releaseDate).toBe('1957');
  });

  test.each([
    ['1,234,567', 1_234_567],
    ['N/A', 0],
    ['1e999', 0],
    ['0x10', 0],
    ['-5', 0],
    ['9'.repeat(400), 0],
  ])('reads the votes %s as %d', async (imdbVotes, votes) => {
    const movie = { imdbID: 'tt0000009', Title: 'The Ferry', Year: '1957', Type: 'movie', imdbVotes };
    world().double.reply = { status: 200, body: { ...movie, Response: 'True' } };
    expect((await details(world().make(), 9))?.votes).toBe(votes);
  });

  test('leaves out a poster of another host, because the page would not show it', async () => {
    const { double, clock, observer } = world();
    const provider = new OmdbMovieProvider(
      { url: double.url, imageUrl: 'https://posters.example', callsPerSecond: 100, policies: POLICIES },
      { secret: new FixedSecretSource(OMDB.key), clock, random: () => 0.5, observer },
    );
    expect((await search(provider, 'crimson')).items.flatMap(({ poster }) => poster ?? [])).toEqual([]);
  });

  test('says when to try again after the calls of a day are spent, and asks OMDb once a minute at most', async () => {
    const { double, clock, make } = world();
    const provider = make();
    double.setFault({ kind: 'rate-limit' });
    expect(await failureOf(search(provider))).toMatchObject({ code: 'provider-rate-limited', retryAfterSec: 600 });
    expect((await failureOf(search(provider))).code).toBe('provider-budget-spent');
    clock.shiftMs += 60_000;
    await failureOf(search(provider));
    expect(double.calls).toHaveLength(2);
  });
});
