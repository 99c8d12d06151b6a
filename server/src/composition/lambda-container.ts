import { Container } from 'inversify';
import { createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { adaptersModule } from './adapters-module.ts';
import type { LambdaConfig } from './config.ts';
import { TOKENS } from './tokens.ts';
import { decideLambdaWriteAccess } from './write-access.ts';

/** What every Lambda shares. AWS all the way: region, credentials and endpoint come from Lambda's own environment. */
export function createLambdaContainer(config: LambdaConfig): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(adaptersModule);
  container.bind(TOKENS.filmsTable).toConstantValue(config.filmsTable);
  container.bind(TOKENS.writeAccess).toConstantValue(decideLambdaWriteAccess(config));
  container.bind(TOKENS.dynamoClient).toResolvedValue(() => createDynamoClient());
  return container;
}
