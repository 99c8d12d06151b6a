import type { Container } from 'inversify';
import { createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { adaptersModule } from './adapters-module.ts';
import { readAwsCatalogue } from './config.ts';
import { readLocalConfig } from './local-config.ts';
import { createContainer } from './container.ts';
import { importModule } from './import-module.ts';
import { createLocalLog } from './local-log.ts';
import { composeLocal } from './local.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSnapshotStore } from './snapshot-store.ts';

/**
 * Composes the catalogue that a command uses: the one in AWS if MARQUEE_SNAPSHOTS is set, otherwise this
 * machine's.
 *
 * @throws Error with a message for the user
 */
export async function composeCatalogue(): Promise<{ container: Container; close: () => Promise<void> }> {
  const aws = readAwsCatalogue();
  if (!aws) return composeLocal(readLocalConfig());
  const dynamoClient = createDynamoClient();
  const container = createContainer([adaptersModule, importModule, rebuildModule], {
    filmsTable: aws.filmsTable,
    declaredAttributes: aws.attributes,
    snapshotStore: openSnapshotStore(aws.snapshots),
    dynamoClient,
    observer: createLocalLog(),
  });
  const close = () => {
    dynamoClient.destroy();
    return Promise.resolve();
  };
  return { container, close };
}
