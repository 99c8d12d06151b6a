import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { RawConnection } from './raw-connection.ts';

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n';

test.each([
  ['in one part', [`${CHUNKED}0\r\n\r\n`]],
  ['with the last chunk in a part of its own', [CHUNKED, '0\r\n\r\n']],
  ['with the last chunk in three parts', [`${CHUNKED}0`, '\r\n', '\r\n']],
  ['with a length', ['HTTP/1.1 200 OK\r\ncontent-', 'length: 2\r\n\r\na', 'b']],
])('reads an answer that comes %s, and the next one', async (_how, parts) => {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('data', () => {
      const send = ([part, ...rest]: readonly string[]) => {
        if (part !== undefined) socket.write(part, () => setImmediate(send, rest));
      };
      send(parts);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connection = new RawConnection(new URL(`http://127.0.0.1:${String(port)}`), 60_000);
  expect(await connection.ask({ method: 'GET', path: '/' })).toBe(200);
  expect(await connection.ask({ method: 'GET', path: '/' })).toBe(200);
  connection.close();
  server.close();
});
