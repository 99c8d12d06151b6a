import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { Container } from 'inversify';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { FixedSecretSource } from '../../src/adapters/driven/system/fixed-secret-source.ts';
import { TmdbMovieProvider } from '../../src/adapters/driven/tmdb/movie-provider.ts';
import { TMDB_POLICIES } from '../../src/adapters/driven/tmdb/policy-settings.ts';
import { MemorySearchSnapshotStore } from '../memory/search-snapshot-store.ts';
import { adaptersModule } from '../../src/composition/adapters-module.ts';
import { coreModule } from '../../src/composition/core-module.ts';
import { createLocalPurging } from '../../src/composition/local-purging.ts';
import { moviesModule } from '../../src/composition/movies-module.ts';
import { searchModule } from '../../src/composition/search-module.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import type { SecretSource } from '../../src/ports/secret-source.ts';
import { ALLOW_EVERYTHING } from '../api/allow-everything.ts';
import { startDynalite } from '../stores/dynalite-store.ts';
import { HangingClock, TRY_TIMEOUT_MS } from '../clocks/hanging-clock.ts';
import type { TmdbDouble } from '../tmdb-double/server.ts';

/** Timeouts that no busy machine reaches; see {@link HangingClock}. Backoffs are short, so that retries cost no time. */
export const TEST_POLICIES = { ...TMDB_POLICIES, tryTimeoutMs: TRY_TIMEOUT_MS, backoffMs: 2, breakerOpenMs: 600_000 };

type Result = APIGatewayProxyStructuredResultV2 & { readonly json: Record<string, unknown> };

export type MoviesApi = {
  readonly call: (method: string, target: string) => Promise<Result>;
  readonly clock: HangingClock;
  readonly container: Container;
};

/** Runs the whole product over a DynamoDB of its own, the very modules that the local runtime loads. */
export async function startMoviesStack() {
  const dynamo = await startDynalite();
  const setUp = createDynamoClient(dynamo.endpoint);
  await createMissingTable(setUp, 'cache', CACHE_TABLE);
  await createMissingTable(setUp, 'films', FILMS_TABLE);
  setUp.destroy();

  /** An instance: a container of its own. */
  const makeApi = (double: TmdbDouble, secret: SecretSource | string | undefined): MoviesApi => {
    const clock = new HangingClock(double);
    const container = new Container({ defaultScope: 'Singleton' });
    container.load(coreModule, searchModule, adaptersModule, moviesModule);
    container.bind(TOKENS.filmsTable).toConstantValue('films');
    container.bind(TOKENS.snapshotStore).toConstantValue(new MemorySearchSnapshotStore());
    container.bind(TOKENS.snapshotRebuild).toConstantValue({ request: () => undefined });
    container.bind(TOKENS.cacheTable).toConstantValue('cache');
    container.bind(TOKENS.dynamoClient).toConstantValue(createDynamoClient(dynamo.endpoint));
    const tmdb = { url: double.url, imageUrl: double.imageUrl, callsPerSecond: 1_000 };
    container.bind(TOKENS.movieSettings).toConstantValue({ tmdb, search: { language: 'en-US', includeAdult: false } });
    const source = typeof secret === 'object' ? secret : new FixedSecretSource(secret);
    container.bind(TOKENS.secretSource).toConstantValue(source);
    container.bind(TOKENS.writeAccess).toConstantValue({ kind: 'refused', reason: 'The tests say who may.' });
    container.unbind(TOKENS.tokenVerifier);
    container.bind(TOKENS.tokenVerifier).toConstantValue(ALLOW_EVERYTHING);
    container.unbind(TOKENS.clock);
    container.bind(TOKENS.clock).toConstantValue(clock);
    container.unbind(TOKENS.movieProvider);
    container
      .bind(TOKENS.movieProvider)
      .toResolvedValue(
        (observer) =>
          new TmdbMovieProvider(
            { ...tmdb, policies: TEST_POLICIES },
            { secret: source, clock, random: Math.random, observer },
          ),
        [TOKENS.observer],
      );
    container
      .bind(TOKENS.cacheInvalidation)
      .toResolvedValue(createLocalPurging, [
        TOKENS.documentClient,
        TOKENS.cacheTable,
        TOKENS.clock,
        TOKENS.background,
        TOKENS.observer,
      ]);
    const call = async (method: string, target: string): Promise<Result> => {
      const event = toHttpApiEvent({ method, target, headers: { authorization: 'Bearer anything' } });
      const result = await container.get(TOKENS.apiHandler)(event, {} as Context);
      return { ...result, json: JSON.parse(result.body ?? '{}') as Record<string, unknown> };
    };
    return { call, clock, container };
  };
  return { makeApi, dynamo };
}
