import { Container } from 'inversify';
import { createDynamoClient } from '../adapters/out/dynamodb/client.ts';
import { adaptersModule } from './adapters-module.ts';
import { isLoopbackUrl } from '../adapters/out/oidc/loopback.ts';
import { readLambdaConfig } from './config.ts';
import { TOKENS } from './tokens.ts';
import { decideWriteAccess } from './write-access.ts';

/** What every Lambda shares. AWS all the way: region, credentials and endpoint come from Lambda's own environment. */
export function createLambdaContainer(): Container {
  const { filmsTable, oidc, dynamodbEndpoint } = readLambdaConfig();
  // A function whose store is on its own loopback is no function in AWS but a bundle on somebody's machine.
  const servesOthers = dynamodbEndpoint === undefined || isLoopbackUrl(dynamodbEndpoint) !== true;
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(adaptersModule);
  container.bind(TOKENS.filmsTable).toConstantValue(filmsTable);
  container.bind(TOKENS.writeAccess).toConstantValue(decideWriteAccess(oidc, servesOthers));
  container.bind(TOKENS.dynamoClient).toResolvedValue(() => createDynamoClient());
  return container;
}
