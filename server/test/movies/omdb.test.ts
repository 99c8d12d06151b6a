import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { CACHE_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { FixedSecretSource } from '../../src/adapters/driven/system/fixed-secret-source.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { readMoviesLambdaConfig, readPurgeLambdaConfig } from '../../src/composition/config.ts';
import { readLocalConfig } from '../../src/composition/local-config.ts';
import { lambdaEnvironment } from '../../src/composition/lambda-environment.ts';
import { createLocalContainer } from '../../src/composition/local-container.ts';
import { pageOrigins } from '../../src/composition/page-origins.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import { startDynalite } from '../../testing/stores/dynalite-store.ts';
import { OmdbDouble } from '../../testing/omdb-double/server.ts';
import { RecordingObserver } from '../../testing/recording-observer.ts';
import { TmdbDouble } from '../../testing/tmdb-double/server.ts';

const QUEUE = { MARQUEE_CACHE_TABLE: 'cache', MARQUEE_PURGE_QUEUE_URL: 'http://127.0.0.1:1/queue' };

describe('MARQUEE_MOVIE_PROVIDER', () => {
  test('chooses the provider and its settings; without it, the provider is TMDB', () => {
    const keys = { MARQUEE_TMDB_TOKEN: 'of-tmdb', MARQUEE_OMDB_KEY: 'of-omdb', MARQUEE_OMDB_CALLS_PER_SECOND: '3' };
    const chosen = readLocalConfig({ ...keys, MARQUEE_MOVIE_PROVIDER: 'omdb' });
    expect(chosen.providerKey).toBe('of-omdb');
    expect(chosen.movies.provider).toMatchObject({ name: 'omdb', callsPerSecond: 3 });
    const otherwise = readLocalConfig(keys);
    expect(otherwise.providerKey).toBe('of-tmdb');
    expect(otherwise.movies.provider).toMatchObject({ name: 'tmdb', callsPerSecond: 20 });
  });

  test('is refused with its name if there is no such provider', () => {
    expect(() => readLocalConfig({ MARQUEE_MOVIE_PROVIDER: 'imdb' })).toThrow(
      'MARQUEE_MOVIE_PROVIDER: must be tmdb or omdb',
    );
  });

  test('chooses the SSM parameter in Lambda, and what a purge deletes', () => {
    const environment = {
      ...QUEUE,
      MARQUEE_MOVIE_PROVIDER: 'omdb',
      MARQUEE_TMDB_TOKEN_PARAMETER: '/t',
      MARQUEE_OMDB_KEY_PARAMETER: '/o',
    };
    expect(readMoviesLambdaConfig(environment).keyParameter).toBe('/o');
    expect(readPurgeLambdaConfig(environment).provider).toBe('omdb');
    expect(readPurgeLambdaConfig(QUEUE).provider).toBe('tmdb');
  });

  test('reaches a Lambda bundle that runs on this machine', () => {
    const config = readLocalConfig({ MARQUEE_MOVIE_PROVIDER: 'omdb', MARQUEE_OMDB_KEY: 'k' });
    const environment = lambdaEnvironment({ dynamodb: 'http://d', services: 'http://s' }, config, config.oidc);
    expect(readMoviesLambdaConfig({ ...environment, MARQUEE_MOVIE_PROVIDER: 'omdb' }).keyParameter).toBeDefined();
    expect(environment).not.toHaveProperty('MARQUEE_TMDB_TOKEN_PARAMETER');
  });

  test('lets the page show posters of OMDb', () => {
    const imagesOf = (environment: NodeJS.ProcessEnv) => pageOrigins(readLocalConfig(environment), undefined).images;
    expect(imagesOf({ MARQUEE_MOVIE_PROVIDER: 'omdb' })).toContain('https://m.media-amazon.com');
    expect(imagesOf({})).not.toContain('https://m.media-amazon.com');
  });
});

describe('two providers over one cache table', () => {
  let dynamo: Awaited<ReturnType<typeof startDynalite>>;
  let tmdb: TmdbDouble;
  let omdb: OmdbDouble;
  beforeAll(async () => {
    dynamo = await startDynalite();
    const client = createDynamoClient(dynamo.endpoint);
    await createMissingTable(client, 'cache', CACHE_TABLE);
    client.destroy();
  });
  afterAll(async () => {
    await dynamo.close();
  });
  beforeEach(async () => {
    [tmdb, omdb] = await Promise.all([TmdbDouble.start(), OmdbDouble.start()]);
  });
  afterEach(async () => {
    await Promise.all([tmdb.close(), omdb.close()]);
  });

  function moviesWith(environment: NodeJS.ProcessEnv) {
    const { movies, providerKey } = readLocalConfig(environment);
    const container = createLocalContainer({
      observer: new RecordingObserver(),
      cacheTable: 'cache',
      dynamoClient: createDynamoClient(dynamo.endpoint),
      movieSettings: movies,
      secretSource: new FixedSecretSource(providerKey),
    });
    return container.get(TOKENS.movies);
  }

  test('never share an entry, even for the same query and the same id', async () => {
    const ofTmdb = moviesWith({
      MARQUEE_TMDB_URL: tmdb.url,
      MARQUEE_TMDB_IMAGE_URL: tmdb.imageUrl,
      MARQUEE_TMDB_TOKEN: tmdb.token,
    });
    const ofOmdb = moviesWith({
      MARQUEE_MOVIE_PROVIDER: 'omdb',
      MARQUEE_OMDB_URL: omdb.url,
      MARQUEE_OMDB_IMAGE_URL: omdb.imageUrl,
      MARQUEE_OMDB_KEY: omdb.token,
    });
    const statuses: string[] = [];
    for (const { searchMovies, getMovie } of [ofTmdb, ofOmdb, ofTmdb, ofOmdb]) {
      statuses.push((await searchMovies.execute('lantern', 1)).served.status);
      statuses.push((await getMovie.execute('1011')).served.status);
    }
    expect(statuses).toEqual(['miss', 'miss', 'miss', 'miss', 'hit', 'hit', 'hit', 'hit']);
    expect([tmdb.calls.length, omdb.calls.length]).toEqual([2, 2]);
    expect((await ofTmdb.getMovie.execute('1011')).value.trailer).toBeDefined();
    expect((await ofOmdb.getMovie.execute('1011')).value.trailer).toBeUndefined();
  });
});
