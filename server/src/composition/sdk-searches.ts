import { createDocumentClient, createDynamoClient } from '../adapters/driven/dynamodb/client.ts';
import { DynamoSearchesWithoutResults } from '../adapters/driven/dynamodb/searches-without-results.ts';
import type { SearchesWithoutResults } from '../ports/searches-without-results.ts';

/** Opens the counters of searches that found nothing, through the AWS SDK. */
export function openSdkSearches(cacheTable: string): SearchesWithoutResults {
  return new DynamoSearchesWithoutResults(createDocumentClient(createDynamoClient()), cacheTable);
}
