import { createDocumentClient, createDynamoClient, withoutRetries } from '../../src/adapters/driven/dynamodb/client.ts';
import { DynamoCachePurger } from '../../src/adapters/driven/dynamodb/cache-purger.ts';
import { DynamoCacheStore } from '../../src/adapters/driven/dynamodb/cache-store.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoCacheLease } from '../../src/adapters/driven/dynamodb/lease.ts';
import { CACHE_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { FixedSecretSource } from '../../src/adapters/driven/system/fixed-secret-source.ts';
import { TmdbMovieProvider } from '../../src/adapters/driven/tmdb/movie-provider.ts';
import { PROVIDER_POLICIES } from '../../src/adapters/driven/provider-http/policy-settings.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { CachePolicy } from '../../src/domain/cache-policy.ts';
import type { Background } from '../../src/ports/background.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';
import { DynamoCosts } from './dynamo-costs.ts';
import { startDynalite } from '../stores/dynalite-store.ts';
import { makeMoviesInstance, type MoviesInstance } from './movies-instance.ts';
import { RecordingObserver } from '../recording-observer.ts';

/** An instance of the movies cache that counts every request to DynamoDB, and has its own client of the provider. */
export type CostedInstance = MoviesInstance & { readonly costs: DynamoCosts; readonly close: () => void };

/**
 * The URLs of an instance's DynamoDB and provider. They are plain data, so that they can be passed to another process.
 */
export type Backends = { readonly dynamodb: string; readonly tmdb: string; readonly token: string };

const TABLE = 'cache';

/** Makes an instance from the real adapters. Only the network and AWS are replaced. */
export function makeCostedInstance(
  { dynamodb, tmdb, token }: Backends,
  clock: Clock & Background,
  policy: Partial<CachePolicy> = {},
): CostedInstance {
  const costs = new DynamoCosts();
  const counted = costs.watch(createDynamoClient(dynamodb));
  const documents = createDocumentClient(counted);
  const once = createDocumentClient(costs.watch(withoutRetries(counted)));
  const shared = {
    store: new DynamoCacheStore(documents, once, TABLE),
    lease: new DynamoCacheLease(documents, TABLE),
    purger: new DynamoCachePurger(documents, TABLE, new SystemClock()),
  };
  const provider = new TmdbMovieProvider(
    { url: tmdb, imageUrl: 'https://image.tmdb.org/t/p', callsPerSecond: 1_000, policies: PROVIDER_POLICIES },
    { secret: new FixedSecretSource(token), clock, random: Math.random, observer: new RecordingObserver() },
  );
  const close = () => {
    counted.destroy();
  };
  return { ...makeMoviesInstance({ shared, provider, clock, policy }), costs, close };
}

/** Starts an embedded DynamoDB with the cache's table, and the TMDB double. */
export async function startCostedBackends() {
  const dynamo = await startDynalite();
  const double = await TmdbDouble.start();
  const client = createDynamoClient(dynamo.endpoint);
  await createMissingTable(client, TABLE, CACHE_TABLE);
  client.destroy();
  const backends: Backends = { dynamodb: dynamo.endpoint, tmdb: double.url, token: double.token };
  const close = async () => {
    await double.close();
    await dynamo.close();
  };
  return { backends, double, close };
}
