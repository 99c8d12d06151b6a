import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { SsmSecretSource } from '../adapters/driven/ssm/ssm-secret-source.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import type { ApiHandler } from '../adapters/driving/http/handler.ts';
import type { Observer } from '../ports/observer.ts';
import type { OperationsMetrics } from '../ports/operations-metrics.ts';
import { readLambdaSettings, readTelemetryConfig, type LambdaConfig, type MoviesLambdaConfig } from './config.ts';
import { coreModule } from './core-module.ts';
import { createMovieProvider } from './factories/movie-provider.ts';
import type { Search } from './factories/search.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { metricsAccess } from './metrics-access.ts';
import { moviesModule } from './movies-module.ts';
import { OBJECTIVES, ROUTES_WITH_OBJECTIVES } from './objectives.ts';
import { TOKENS } from './tokens.ts';

/**
 * @param search the search index, shared with the search routes, so that an edit made on this instance is visible at
 * once to searches on the same instance
 */
export async function composeWholeApi(
  config: LambdaConfig,
  { cacheTable, keyParameter, purgeQueueUrl, movies }: MoviesLambdaConfig,
  search: Search,
  observer: Observer,
): Promise<ApiHandler> {
  const clock = new SystemClock();
  const { cloudWatchEndpoint: endpoint, functionVersion } = config;
  const { environment: named } = readTelemetryConfig();
  const access = metricsAccess(config, named);
  const environment = named ?? 'aws';
  const measured = {
    access,
    endpoint,
    environment,
    routes: ROUTES_WITH_OBJECTIVES,
    days: OBJECTIVES.availability.days,
  };
  // Loaded by the first request for the status, which only operators send.
  const operationsMetrics: OperationsMetrics = {
    covers: 'environment',
    async read() {
      const { CloudWatchMetrics } = await import('../adapters/driven/cloudwatch/cloudwatch-metrics.ts');
      return new CloudWatchMetrics(measured, clock).read();
    },
  };
  const container = createLambdaContainer(config, [coreModule, moviesModule], {
    clock,
    observer,
    search,
    searchFormat: search.format,
    operationsMetrics,
    installation: { environment, functionVersion, settings: readLambdaSettings(), openScopes: new Set() },
    cacheTable,
    movieSettings: movies,
    cacheInvalidation: new SqsInvalidation(purgeQueueUrl),
    movieProvider: await createMovieProvider(movies.provider, {
      secret: new SsmSecretSource(keyParameter, clock),
      clock,
      random: Math.random,
      observer,
    }),
  });
  return container.get(TOKENS.apiHandler);
}
