import { Container } from 'inversify';
import { createDynamoClient } from '../adapters/out/dynamodb/client.ts';
import { adaptersModule } from './adapters-module.ts';
import { readLambdaConfig } from './config.ts';
import { TOKENS } from './tokens.ts';

/** What every Lambda shares. AWS all the way: region, credentials and endpoint come from Lambda's own environment. */
export function createLambdaContainer(): Container {
  const { filmsTable } = readLambdaConfig();
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(adaptersModule);
  container.bind(TOKENS.filmsTable).toConstantValue(filmsTable);
  container.bind(TOKENS.dynamoClient).toResolvedValue(() => createDynamoClient());
  return container;
}
