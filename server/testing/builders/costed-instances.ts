import { createDocumentClient, createDynamoClient, withoutRetries } from '../../src/adapters/driven/dynamodb/client.ts';
import { DynamoCachePurger } from '../../src/adapters/driven/dynamodb/cache-purger.ts';
import { DynamoCacheStore } from '../../src/adapters/driven/dynamodb/cache-store.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoCacheLease } from '../../src/adapters/driven/dynamodb/lease.ts';
import { CACHE_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { FixedSecretSource } from '../../src/adapters/driven/system/fixed-secret-source.ts';
import { TmdbMovieProvider } from '../../src/adapters/driven/tmdb/movie-provider.ts';
import { TMDB_POLICIES } from '../../src/adapters/driven/tmdb/policy-settings.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { CachePolicy } from '../../src/domain/cache-policy.ts';
import type { Background } from '../../src/ports/background.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';
import { DynamoCosts } from './dynamo-costs.ts';
import { startDynalite } from '../stores/dynalite-store.ts';
import { makeMoviesInstance, type MoviesInstance } from './movies-instance.ts';
import { RecordingObserver } from '../recording-observer.ts';

/** An instance whose every request to DynamoDB is counted, with a provider client of its own. */
export type CostedInstance = MoviesInstance & { readonly costs: DynamoCosts; readonly close: () => void };

/** Where an instance finds its DynamoDB and its provider; plain data, so that another process can be told. */
export type Places = { readonly dynamodb: string; readonly tmdb: string; readonly token: string };

const TABLE = 'cache';

/** The real adapters: only the network and AWS are missing. */
export function makeCostedInstance(
  { dynamodb, tmdb, token }: Places,
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
    { url: tmdb, imageUrl: 'https://image.tmdb.org/t/p', callsPerSecond: 1_000, policies: TMDB_POLICIES },
    { secret: new FixedSecretSource(token), clock, random: Math.random, observer: new RecordingObserver() },
  );
  const close = () => {
    counted.destroy();
  };
  return { ...makeMoviesInstance({ shared, provider, clock, policy }), costs, close };
}

/** An embedded DynamoDB with the cache's table, and the TMDB double. */
export async function startCostedWorld() {
  const dynamo = await startDynalite();
  const double = await TmdbDouble.start();
  const client = createDynamoClient(dynamo.endpoint);
  await createMissingTable(client, TABLE, CACHE_TABLE);
  client.destroy();
  const places: Places = { dynamodb: dynamo.endpoint, tmdb: double.url, token: double.token };
  const close = async () => {
    await double.close();
    await dynamo.close();
  };
  return { places, double, close };
}
