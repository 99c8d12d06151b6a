import { CloudWatchMetrics } from '../adapters/driven/cloudwatch/cloudwatch-metrics.ts';
import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { SsmSecretSource } from '../adapters/driven/ssm/ssm-secret-source.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import type { ApiHandler } from '../adapters/driving/http/handler.ts';
import type { Observer } from '../ports/observer.ts';
import { readLambdaSettings, readTelemetryConfig, type LambdaConfig, type MoviesLambdaConfig } from './config.ts';
import { coreModule } from './core-module.ts';
import { createMovieProvider } from './factories/movie-provider.ts';
import type { Search } from './factories/search.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { moviesModule } from './movies-module.ts';
import { OBJECTIVES } from './objectives.ts';
import { ROUTES_WITH_OBJECTIVES } from './routes-with-objectives.ts';
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
  const { environment = 'aws' } = readTelemetryConfig();
  const { cloudWatchEndpoint: endpoint, dynamodbEndpoint } = config;
  // A bundle that runs on a developer's machine has a DynamoDB of its own, and writes no metrics to CloudWatch.
  const access = endpoint === undefined && dynamodbEndpoint !== undefined ? undefined : config.access;
  const operationsMetrics = new CloudWatchMetrics(
    { access, endpoint, environment, routes: ROUTES_WITH_OBJECTIVES, days: OBJECTIVES.availability.days },
    clock,
  );
  const container = createLambdaContainer(config, [coreModule, moviesModule], {
    clock,
    observer,
    search,
    operationsMetrics,
    installation: { environment, settings: readLambdaSettings(), isStatusOpen: false },
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
