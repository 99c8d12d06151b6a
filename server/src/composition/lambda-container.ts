import type { Container, ContainerModule } from 'inversify';
import { createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { adaptersModule } from './adapters-module.ts';
import type { LambdaConfig } from './config.ts';
import { createContainer, type Given } from './container.ts';
import { decideLambdaWriteAccess } from './write-access.ts';

/**
 * The container of a Lambda, with the adapters for AWS. The SDK reads region, credentials and endpoint from the
 * environment.
 */
export function createLambdaContainer(
  config: LambdaConfig,
  modules: readonly ContainerModule[],
  given: Given,
): Container {
  return createContainer([adaptersModule, ...modules], {
    filmsTable: config.filmsTable,
    declaredAttributes: config.attributes,
    writeAccess: decideLambdaWriteAccess(config),
    dynamoClient: createDynamoClient(),
    ...given,
  });
}
