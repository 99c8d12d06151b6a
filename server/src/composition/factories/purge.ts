import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoCachePurger } from '../../adapters/driven/dynamodb/cache-purger.ts';
import { RunPurge } from '../../application/movies/run-purge.ts';
import type { CacheInvalidation } from '../../ports/cache-invalidation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';

/**
 * @param provider name of the provider whose movies the cache holds
 * @param invalidation receives the rest of a purge that takes more than one run
 */
export function composePurge(
  documents: DynamoDBDocumentClient,
  cacheTable: string,
  provider: string,
  invalidation: CacheInvalidation,
  clock: Clock,
  observer: Observer,
): RunPurge {
  return new RunPurge(new DynamoCachePurger(documents, cacheTable, clock), invalidation, clock, observer, provider);
}
