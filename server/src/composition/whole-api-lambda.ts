import type { ApiHandler } from '../adapters/in/http/handler.ts';
import { SqsInvalidation } from '../adapters/out/sqs/sqs-invalidation.ts';
import { SsmSecretSource } from '../adapters/out/ssm/ssm-secret-source.ts';
import type { MoviesLambdaConfig } from './config.ts';
import { coreModule } from './core-module.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { moviesModule } from './movies-module.ts';
import { TOKENS } from './tokens.ts';

/** Every route. */
export function composeWholeApi({
  cacheTable,
  tmdbTokenParameter,
  purgeQueueUrl,
  movies,
}: MoviesLambdaConfig): ApiHandler {
  const container = createLambdaContainer();
  container.load(coreModule, moviesModule);
  container.bind(TOKENS.cacheTable).toConstantValue(cacheTable);
  container.bind(TOKENS.movieSettings).toConstantValue(movies);
  container.bind(TOKENS.cacheInvalidation).toConstantValue(new SqsInvalidation(purgeQueueUrl));
  container
    .bind(TOKENS.secretSource)
    .toResolvedValue((clock) => new SsmSecretSource(tmdbTokenParameter, clock), [TOKENS.clock]);
  return container.get(TOKENS.apiHandler);
}
