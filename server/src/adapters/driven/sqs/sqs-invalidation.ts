import type { SQSClient, SQSClientConfig } from '@aws-sdk/client-sqs';
import { MarqueeError } from '../../../domain/errors.ts';
import type { CacheInvalidation, Purge } from '../../../ports/cache-invalidation.ts';
import { clientLimits, QUEUE_MS, REQUEST } from '../timeouts.ts';

/** Sends purges to an SQS queue as JSON. Loads the SDK's client on first use. */
export class SqsInvalidation implements CacheInvalidation {
  readonly #queueUrl: string | undefined;
  readonly #settings: SQSClientConfig;
  readonly #timeoutMs: number;
  #client: Promise<Pick<SQSClient, 'send'>> | undefined;

  /**
   * @param queueUrl absent: not configured
   * @param settings settings of the SDK's client, for tests; default: those that the SDK finds in the environment
   */
  constructor(queueUrl: string | undefined, settings: SQSClientConfig = {}, timeoutMs = QUEUE_MS) {
    this.#queueUrl = queueUrl;
    this.#settings = settings;
    this.#timeoutMs = timeoutMs;
  }

  async request(purge: Purge): Promise<void> {
    if (this.#queueUrl === undefined) {
      throw new MarqueeError(
        'not-configured',
        'purge-not-configured',
        'Purging needs a queue. The operator should name it in MARQUEE_PURGE_QUEUE_URL.',
      );
    }
    try {
      const { SendMessageCommand } = await import('@aws-sdk/client-sqs');
      const client = await (this.#client ??= this.#createClient());
      const command = new SendMessageCommand({ QueueUrl: this.#queueUrl, MessageBody: asciiJson(purge) });
      await client.send(command, { abortSignal: AbortSignal.timeout(this.#timeoutMs) });
    } catch (cause) {
      throw new MarqueeError(
        'upstream-unavailable',
        'queue-unavailable',
        'The purge could not be put on the queue. Try again.',
        {
          cause,
        },
      );
    }
  }

  async #createClient(): Promise<SQSClient> {
    const { SQSClient } = await import('@aws-sdk/client-sqs');
    return new SQSClient({ ...clientLimits(REQUEST), ...this.#settings });
  }
}

/** A query may hold characters that SQS refuses, such as U+FFFE. JSON can write all of them in ASCII. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
