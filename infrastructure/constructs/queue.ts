import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { Construct } from 'constructs';
import { resourcePolicy, type Statement } from './policy.ts';

const FOURTEEN_DAYS_SEC = 1_209_600;

export type QueueProps = {
  readonly name: string;
  /** How long a message is hidden while somebody works on it. */
  readonly visibilitySec?: number;
  /** Where a message goes that was received so often without being done with. */
  readonly deadLetters?: { readonly queue: Queue; readonly afterTries: number };
};

/** A queue, encrypted, that keeps messages as long as SQS can. */
export class Queue extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, { name, visibilitySec, deadLetters }: QueueProps) {
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
    });
  }

  /** Lets a service of AWS send messages, under the conditions. */
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
