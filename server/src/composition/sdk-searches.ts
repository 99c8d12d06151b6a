import { createDocumentClient, createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import type { Clock } from '../ports/clock.ts';
import type { Observer } from '../ports/observer.ts';
import { composeEmptySearches, type EmptySearches } from './factories/empty-searches.ts';

/** Opens the counters of searches that found nothing, through the AWS SDK. */
export function openSdkSearches(cacheTable: string, clock: Clock, observer: Observer): EmptySearches {
  return composeEmptySearches(createDocumentClient(createDynamoClient()), cacheTable, clock, observer);
}
