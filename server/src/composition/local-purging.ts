import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { InProcessInvalidation } from '../adapters/driven/memory/in-process-invalidation.ts';
import type { RunPurge } from '../application/movies/run-purge.ts';
import type { Background } from '../ports/background.ts';
import type { CacheInvalidation } from '../ports/cache-invalidation.ts';
import type { Clock } from '../ports/clock.ts';
import type { MovieProvider } from '../ports/movie-provider.ts';
import type { Observer } from '../ports/observer.ts';
import { composePurge } from './factories/purge.ts';

/** How often expired items are deleted (the sweep). In AWS, a schedule requests the sweep at the same interval. */
export const SWEEP_EVERY_MS = 3_600_000;

/** Creates the purging for a single machine. This process does what SQS and the purge Lambda do in AWS. */
export function createLocalPurging(
  documents: DynamoDBDocumentClient,
  cacheTable: string,
  provider: MovieProvider,
  clock: Clock,
  background: Background,
  observer: Observer,
): CacheInvalidation {
  const invalidation: CacheInvalidation = new InProcessInvalidation(background, observer, (purge) =>
    runPurge.execute(purge, () => true),
  );
  const runPurge: RunPurge = composePurge(documents, cacheTable, provider.name, invalidation, clock, observer);
  return invalidation;
}

/** Deletes expired items now and every hour, because the embedded DynamoDB does not delete them itself. */
export function startSweeping(invalidation: CacheInvalidation, clock: Clock, background: Background): void {
  void invalidation.request({ scope: { kind: 'sweep' }, requestedAtMs: clock.nowMs() });
  background.run(SWEEP_EVERY_MS, () => {
    startSweeping(invalidation, clock, background);
    return Promise.resolve();
  });
}
