import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { localAws } from '../../../../testing/builders/local-aws.ts';
import { SqsInvalidation } from './sqs-invalidation.ts';
import { SqsPurgeQueue } from './sqs-purge-queue.ts';

let server: FauxqsServer;
let client: SQSClient;
beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  client = new SQSClient(localAws(server.address));
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

test('purges come one at a time, because the rest would not stay hidden while the first ones are carried out', async () => {
  const { QueueUrl: url = '' } = await client.send(new CreateQueueCommand({ QueueName: 'purges' }));
  const invalidation = new SqsInvalidation(url, localAws(server.address));
  for (const requestedAtMs of [1, 2, 3]) await invalidation.request({ scope: { kind: 'sweep' }, requestedAtMs });
  const queue = new SqsPurgeQueue(url, localAws(server.address));
  const { signal } = new AbortController();
  const seen = new Set<string>();
  for (let received = 0; received < 3; received += 1) {
    const messages = await queue.receive(signal);
    expect(messages).toHaveLength(1);
    for (const message of messages) {
      seen.add(message.body);
      await queue.remove(message);
    }
  }
  expect(seen.size).toBe(3);
});
