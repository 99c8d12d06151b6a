import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy/index.js';
import { Construct } from 'constructs';
import { resourcePolicy, type Statement } from './policy.ts';

const FOURTEEN_DAYS_SEC = 1_209_600;

export type QueueProps = {
  readonly name: string;
  /** Visibility timeout: how long a received message stays hidden from other receivers. */
  readonly visibilitySec?: number;
  /** Queue for messages that were received `afterTries` times without being deleted. */
  readonly deadLetters?: { readonly queue: DeadLetterQueue; readonly afterTries: number };
};

/** An encrypted queue that keeps messages for 14 days, which is the longest time that SQS allows. */
export class Queue extends Construct {
  readonly queue: SqsQueue;

  constructor(
    scope: Construct,
    id: string,
    { name, visibilitySec, deadLetters }: QueueProps,
    takesDeadLetters = false,
  ) {
    super(scope, id);
    this.queue = new SqsQueue(this, 'queue', {
      name,
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: FOURTEEN_DAYS_SEC,
      ...(visibilitySec !== undefined && { visibilityTimeoutSeconds: visibilitySec }),
      ...(deadLetters && {
        redrivePolicy: JSON.stringify({
          deadLetterTargetArn: deadLetters.queue.queue.arn,
          maxReceiveCount: deadLetters.afterTries,
        }),
      }),
      // By default, every queue of the account may name this queue as its dead-letter queue. SQS then moves the messages
      // of that queue into this one, and asks for no permission to send.
      ...(!takesDeadLetters && { redriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) }),
    });
    deadLetters?.queue.takeFrom(this);
  }

  /** Lets an AWS service send messages under the given conditions. */
  letSend(service: string, conditions: NonNullable<Statement['conditions']>): void {
    const { arn, id: queueUrl } = this.queue;
    new SqsQueuePolicy(this, 'policy', {
      queueUrl,
      policy: resourcePolicy([
        { principals: { Service: service }, actions: ['sqs:SendMessage'], resources: [arn], conditions },
      ]),
    });
  }
}

/** A queue to which SQS moves the messages that one other queue could not get rid of. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { name }: Pick<QueueProps, 'name'>) {
    super(scope, id, { name }, true);
  }

  takeFrom({ queue }: Queue): void {
    new SqsQueueRedriveAllowPolicy(this, 'sources', {
      queueUrl: this.queue.id,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    });
  }
}
