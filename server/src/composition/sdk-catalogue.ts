import { randomUUID } from 'node:crypto';
import { DynamoCataloguePointer } from '../adapters/out/dynamodb/catalogue-pointer.ts';
import { createDocumentClient, createDynamoClient } from '../adapters/out/dynamodb/client.ts';
import { DynamoFilmRepository } from '../adapters/out/dynamodb/film-repository.ts';
import { SystemClock } from '../adapters/out/system/system-clock.ts';
import type { LambdaConfig } from './config.ts';
import { openSnapshotStore } from './snapshot-store.ts';

/** What a search reads, by the clients of AWS: they retry, find other credentials and places, and say what is wrong. */
export function openSdkCatalogue({ filmsTable, snapshots }: LambdaConfig) {
  const client = createDocumentClient(createDynamoClient());
  return {
    films: new DynamoFilmRepository(client, filmsTable, new SystemClock(), randomUUID),
    pointer: new DynamoCataloguePointer(client, filmsTable),
    snapshots: openSnapshotStore(snapshots),
  };
}
