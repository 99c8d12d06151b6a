import type { ApiHandler } from '../adapters/driving/http/handler.ts';
import { SqsInvalidation } from '../adapters/driven/sqs/sqs-invalidation.ts';
import { SsmSecretSource } from '../adapters/driven/ssm/ssm-secret-source.ts';
import type { LambdaConfig, MoviesLambdaConfig } from './config.ts';
import { coreModule } from './core-module.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { moviesModule } from './movies-module.ts';
import type { SearchApi } from './search-api.ts';
import { TOKENS } from './tokens.ts';

/** Every route, over the index that the searches have loaded or will: an edit is found at once where it was made. */
export function composeWholeApi(
  config: LambdaConfig,
  { cacheTable, tmdbTokenParameter, purgeQueueUrl, movies }: MoviesLambdaConfig,
  { search, current, useCases }: SearchApi,
): ApiHandler {
  const container = createLambdaContainer(config);
  container.load(coreModule, moviesModule);
  container.bind(TOKENS.filmSearch).toConstantValue(search);
  container.bind(TOKENS.keepSearchCurrent).toConstantValue(current);
  container.bind(TOKENS.searchUseCases).toConstantValue(useCases);
  container.bind(TOKENS.cacheTable).toConstantValue(cacheTable);
  container.bind(TOKENS.movieSettings).toConstantValue(movies);
  container.bind(TOKENS.cacheInvalidation).toConstantValue(new SqsInvalidation(purgeQueueUrl));
  container
    .bind(TOKENS.secretSource)
    .toResolvedValue((clock) => new SsmSecretSource(tmdbTokenParameter, clock), [TOKENS.clock]);
  return container.get(TOKENS.apiHandler);
}
