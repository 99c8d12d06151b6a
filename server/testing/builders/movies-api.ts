import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Container } from 'inversify';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { FixedSecretSource } from '../../src/adapters/driven/system/fixed-secret-source.ts';
import { LogObserver } from '../../src/adapters/driven/telemetry/log-observer.ts';
import { TmdbMovieProvider } from '../../src/adapters/driven/tmdb/movie-provider.ts';
import { PROVIDER_POLICIES } from '../../src/adapters/driven/provider-http/policy-settings.ts';
import { MemorySearchSnapshotStore } from '../memory/search-snapshot-store.ts';
import { AllObservers } from '../../src/adapters/driven/telemetry/all-observers.ts';
import { RecentMetrics } from '../../src/adapters/driven/telemetry/recent-metrics.ts';
import { createLocalContainer } from '../../src/composition/local-container.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import type { SecretSource } from '../../src/ports/secret-source.ts';
import { ALLOW_EVERYTHING } from '../api/allow-everything.ts';
import { startDynalite } from '../stores/dynalite-store.ts';
import { HangingClock, TRY_TIMEOUT_MS } from '../clocks/hanging-clock.ts';
import type { TmdbDouble } from '../tmdb-double/server.ts';

/**
 * Policies for tests. Their timeouts are so long that even a busy machine does not reach them (see {@link
 * HangingClock}). Their backoffs are short, so that retries take no time.
 */
export const TEST_POLICIES = {
  ...PROVIDER_POLICIES,
  tryTimeoutMs: TRY_TIMEOUT_MS,
  backoffMs: 2,
  breakerOpenMs: 600_000,
};

type Result = APIGatewayProxyStructuredResultV2 & { readonly json: Record<string, unknown> };

export type MoviesApi = {
  readonly call: (method: string, target: string) => Promise<Result>;
  readonly clock: HangingClock;
  readonly container: Container;
};

/** Runs the product over a DynamoDB of its own, in the container that `npm start` uses. */
export async function startMoviesStack() {
  const dynamo = await startDynalite();
  const setUp = createDynamoClient(dynamo.endpoint);
  await createMissingTable(setUp, 'cache', CACHE_TABLE);
  await createMissingTable(setUp, 'films', FILMS_TABLE);
  setUp.destroy();

  /** Makes an instance, which has a container of its own. */
  const makeApi = (double: TmdbDouble, secret: SecretSource | string | undefined): MoviesApi => {
    const clock = new HangingClock(double);
    const observer = new LogObserver();
    const tmdb = { url: double.url, imageUrl: double.imageUrl, callsPerSecond: 1_000 };
    const source = typeof secret === 'object' ? secret : new FixedSecretSource(secret);
    const metrics = new RecentMetrics([], clock);
    const container = createLocalContainer({
      clock,
      observer: new AllObservers(observer, metrics),
      operationsMetrics: metrics,
      installation: { environment: 'test', settings: [], openScopes: new Set(['operations:read']) },
      declaredAttributes: [],
      filmsTable: 'films',
      cacheTable: 'cache',
      dynamoClient: createDynamoClient(dynamo.endpoint),
      snapshotStore: new MemorySearchSnapshotStore(),
      snapshotRebuild: { request: () => undefined },
      writeAccess: { kind: 'refused', reason: 'The verifier of this test accepts every token.' },
      tokenVerifier: ALLOW_EVERYTHING,
      movieSettings: { provider: { name: 'tmdb', ...tmdb }, search: { language: 'en-US', includeAdult: false } },
      movieProvider: new TmdbMovieProvider(
        { ...tmdb, policies: TEST_POLICIES },
        { secret: source, clock, random: Math.random, observer },
      ),
    });
    const call = async (method: string, target: string): Promise<Result> => {
      const event = toHttpApiEvent({ method, target, headers: { authorization: 'Bearer anything' } });
      const result = await container.get(TOKENS.apiHandler)(event, {} as Context);
      return { ...result, json: JSON.parse(result.body ?? '{}') as Record<string, unknown> };
    };
    return { call, clock, container };
  };
  return { makeApi, dynamo };
}
