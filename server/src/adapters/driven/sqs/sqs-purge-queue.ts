import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import { MarqueeError } from '../../../domain/errors.ts';
import type { PurgeQueue, ReceivedPurge } from '../../../ports/purge-queue.ts';
import { clientLimits, LONG_POLL } from '../timeouts.ts';

/** SQS's longest wait. A longer wait means fewer requests while nothing is purged: three a minute. */
const WAIT_SEC = 20;

/** Receives purges from an SQS queue, for a process that runs outside Lambda. In Lambda, AWS itself polls the queue. */
export class SqsPurgeQueue implements PurgeQueue {
  readonly #queueUrl: string;
  readonly #client: SQSClient;

  /** @param settings settings of the SDK's client, for tests; default: those that the SDK finds in the environment */
  constructor(queueUrl: string, settings: SQSClientConfig = {}) {
    this.#queueUrl = queueUrl;
    this.#client = new SQSClient({ ...clientLimits(LONG_POLL), ...settings });
  }

  async receive(signal: AbortSignal): Promise<readonly ReceivedPurge[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#queueUrl,
      // A message is hidden only for a time, which would pass for the last of several while the first ones are carried out.
      MaxNumberOfMessages: 1,
      WaitTimeSeconds: WAIT_SEC,
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    const { Messages: messages = [] } = await translated(this.#client.send(command, { abortSignal: signal }));
    return messages.map(toPurge);
  }

  async remove({ receipt }: ReceivedPurge): Promise<void> {
    await translated(this.#client.send(new DeleteMessageCommand({ QueueUrl: this.#queueUrl, ReceiptHandle: receipt })));
  }
}

function toPurge({ MessageId: id = '', Body: body = '', ReceiptHandle: receipt = '', Attributes }: Message) {
  const sent = Attributes?.SentTimestamp;
  return { id, body, receipt, ...(sent !== undefined && { sentAtMs: Number(sent) }) };
}

async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw new MarqueeError('upstream-unavailable', 'queue-unavailable', 'The queue of purges does not answer.', {
      cause,
    });
  }
}
