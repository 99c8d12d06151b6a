import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { RunPurge } from '../../../application/movies/run-purge.ts';
import { MAX_MOVIE_QUERY_LENGTH } from '../../../domain/canonical-query.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Observer } from '../../../ports/observer.ts';
import type { PurgeMessage } from '../../../ports/purge-queue.ts';

/** The part of Lambda's context that is used here. */
type RemainingTime = { getRemainingTimeInMillis(): number };

export type PurgeHandler = (event: SQSEvent, context: RemainingTime) => Promise<SQSBatchResponse>;

/**
 * The handler starts another batch only if it has at least this much time left. A batch takes well under a second, but
 * a throttled batch retries for about six seconds.
 */
const TIME_FOR_A_BATCH_MS = 10_000;

/**
 * A schedule cannot write the current time into its message. So `requestedAtMs` may be absent, in which case the time
 * of delivery is used.
 */
const purgeSchema = z.strictObject({
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('query'), query: z.string().min(1).max(MAX_MOVIE_QUERY_LENGTH) }),
    z.strictObject({ kind: z.literal('sweep') }),
  ]),
  requestedAtMs: z.int().min(1).optional(),
  cursor: z.string().min(1).max(200).optional(),
});

/**
 * Carries out the purge of one message. A malformed message fails too, and is reported.
 *
 * @param hasTime whether there is time for another batch of deletions
 * @returns whether the message is done; if it is not, the queue must deliver it again
 */
export type RunMessage = (message: PurgeMessage, hasTime: () => boolean) => Promise<boolean>;

export function createMessageRunner(runPurge: RunPurge, clock: Clock, observer: Observer): RunMessage {
  return async ({ id, body, sentAtMs }, hasTime) => {
    if (sentAtMs !== undefined) {
      observer.observe({ type: 'purge-received', waitedMs: Math.max(0, clock.nowMs() - sentAtMs) });
    }
    try {
      const { requestedAtMs = clock.nowMs(), ...purge } = purgeSchema.parse(JSON.parse(body));
      await runPurge.execute({ ...purge, requestedAtMs }, hasTime);
      return true;
    } catch (error) {
      observer.observe({ type: 'request-failed', requestId: id, route: 'purge', error });
      return false;
    }
  };
}

/**
 * Carries out purges that Lambda takes from a queue. Only messages that fail or are malformed are reported as failed. SQS
 * then delivers only these messages again, and eventually moves them to the dead-letter queue.
 */
export function createPurgeHandler(runPurge: RunPurge, clock: Clock, observer: Observer): PurgeHandler {
  const run = createMessageRunner(runPurge, clock, observer);
  return async (event, context) => {
    const failed: { itemIdentifier: string }[] = [];
    const hasTime = () => context.getRemainingTimeInMillis() > TIME_FOR_A_BATCH_MS;
    for (const record of event.Records) {
      const { messageId: id, body } = record;
      if (!(await run({ id, body, sentAtMs: sentTimeOf(record) }, hasTime))) failed.push({ itemIdentifier: id });
    }
    return { batchItemFailures: failed };
  };
}

/** @returns `undefined` for a message that does not come from SQS, such as that of `npm run invoke:local` */
function sentTimeOf({ attributes }: Partial<SQSRecord>): number | undefined {
  return attributes && Number(attributes.SentTimestamp);
}
