import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { OperationsServer } from './operations-server.ts';

let operations: OperationsServer;

afterEach(() => {
  operations.server.close();
});

test('makes no metrics that it cannot send yet, and closes a connection that asks for them too often', async () => {
  operations = new OperationsServer();
  let made = 0;
  const read = () => {
    made += 1;
    return new Promise<string>(() => undefined);
  };
  operations.metrics = { contentType: 'text/plain', read };
  operations.server.listen(0, '127.0.0.1');
  await once(operations.server, 'listening');
  const client = connect((operations.server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined).resume();
  client.write('GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(200));
  await once(client, 'close');
  expect(made).toBe(1);
});
