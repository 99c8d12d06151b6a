import { SQSClient, CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll } from '@jest/globals';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { localAws } from '../../../../testing/builders/local-aws.ts';
import { cacheInvalidationContract } from '../../../../testing/contracts/cache-invalidation.contract.ts';
import type { PurgeHandler } from '../../driving/sqs-purge/purge-handler.ts';
import { SqsInvalidation } from './sqs-invalidation.ts';

/** The number of deliveries after which a message goes to the dead-letter queue. */
const RECEIVE_LIMIT = 3;

let server: FauxqsServer;
let client: SQSClient;
let count = 0;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  client = new SQSClient(localAws(server.address));
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

cacheInvalidationContract('SQS', async (handler) => {
  count += 1;
  const createQueue = async (name: string, attributes: Record<string, string> = {}) => {
    const { QueueUrl: url = '' } = await client.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
    );
    return url;
  };
  const dead = await createQueue(`dead-${String(count)}`);
  const redrive = {
    deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:dead-${String(count)}`,
    maxReceiveCount: RECEIVE_LIMIT,
  };
  const queue = await createQueue(`purge-${String(count)}`, { RedrivePolicy: JSON.stringify(redrive) });
  return {
    invalidation: new SqsInvalidation(queue, localAws(server.address)),
    sendRaw: async (body) => {
      const { SendMessageCommand } = await import('@aws-sdk/client-sqs');
      await client.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: body }));
    },
    settle: async () => {
      for (let round = 0; round <= RECEIVE_LIMIT + 1; round += 1) await deliver(queue, handler());
    },
    deadLetters: async () => {
      const { Messages: messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: dead }));
      return messages.map(({ Body: body = '' }) => body);
    },
  };
});

/**
 * Stands in for Lambda's poller: passes batches to the handler, and deletes the messages that the handler did not
 * report as failed.
 */
async function deliver(queue: string, handler: PurgeHandler): Promise<void> {
  for (;;) {
    const command = new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages: messages = [] } = await client.send(command);
    if (messages.length === 0) return;
    const records = messages.map(({ MessageId: messageId = '', Body: body = '' }) => ({ messageId, body }));
    const event = { Records: records } as unknown as Parameters<PurgeHandler>[0];
    const { batchItemFailures } = await handler(event, { getRemainingTimeInMillis: () => 60_000 });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = messages.filter(({ MessageId: id = '' }) => !failed.has(id));
    for (const { ReceiptHandle: handle } of done) {
      await client.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: handle }));
    }
    if (done.length === 0) return;
  }
}
