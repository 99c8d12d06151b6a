import { randomUUID } from 'node:crypto';
import { DynamoCataloguePointer } from '../adapters/driven/dynamodb/catalogue-pointer.ts';
import { createDocumentClient, createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { DynamoFilmRepository } from '../adapters/driven/dynamodb/film-repository.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { snapshotFormat } from '../adapters/driven/search-index/structures/snapshot-format.ts';
import { BACKGROUND } from '../adapters/driven/timeouts.ts';
import type { LambdaConfig } from './config.ts';
import { readsOfSearch } from './factories/search.ts';
import { openSnapshotStore } from './snapshot-store.ts';

/**
 * Opens the stores that search reads, through the AWS SDK. Marquee first tries each read with a request that it signs
 * itself, without the SDK. Compared with that, the SDK retries, finds credentials and endpoints in more places, and
 * explains failures.
 */
export function openSdkCatalogue({ filmsTable, snapshots, attributes }: LambdaConfig) {
  const client = createDocumentClient(createDynamoClient());
  const clock = new SystemClock();
  const films = new DynamoFilmRepository(client, filmsTable, clock, randomUUID);
  const inBackground = createDocumentClient(createDynamoClient(undefined, BACKGROUND));
  const scanned = new DynamoFilmRepository(inBackground, filmsTable, clock, randomUUID);
  return {
    films: { ...readsOfSearch(films, scanned), lastVersion: films.lastVersion.bind(films) },
    pointer: new DynamoCataloguePointer(client, filmsTable, snapshotFormat(attributes)),
    snapshots: openSnapshotStore(snapshots),
  };
}

/** The credentials that the AWS SDK finds. */
export function sdkCredentials() {
  return createDynamoClient().config.credentials();
}
