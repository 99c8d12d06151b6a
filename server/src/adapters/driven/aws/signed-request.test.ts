import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sendSigned } from './signed-request.ts';

const ACCESS = { region: 'us-east-1', accessKeyId: 'id', secretAccessKey: 'key', sessionToken: undefined };

let server: Server;
/** For each request: the number of its connection, from 1. */
let connections: number[];
/** Chooses the requests whose connection the server closes instead of answering. */
let closes: (connection: number, request: number) => boolean;

beforeEach(async () => {
  connections = [];
  closes = () => false;
  const sockets: Socket[] = [];
  server = createServer((request, response) => {
    if (!sockets.includes(request.socket)) sockets.push(request.socket);
    const connection = sockets.indexOf(request.socket) + 1;
    connections.push(connection);
    if (closes(connection, connections.length)) request.socket.destroy();
    else response.end('content');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function send(): Promise<string> {
  const url = new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/object`);
  const content = await sendSigned(ACCESS, { service: 's3', method: 'GET', url, timeoutMs: 60_000 });
  // The connection goes back to the pool in the next turn.
  await new Promise(setImmediate);
  return content.toString();
}

test('sends a request again on a new connection if the kept connection is dead', async () => {
  closes = (connection, request) => connection === 1 && request > 1;
  expect(await send()).toBe('content');
  expect(await send()).toBe('content');
  expect(connections).toEqual([1, 1, 2]);
});

test('sends a request only twice', async () => {
  closes = (_connection, request) => request > 1;
  await send();
  await expect(send()).rejects.toMatchObject({ kind: 'upstream-unavailable' });
  expect(connections).toEqual([1, 1, 2]);
});

test('does not send a request again if a new connection fails', async () => {
  closes = () => true;
  await expect(send()).rejects.toMatchObject({ kind: 'upstream-unavailable' });
  expect(connections).toEqual([1]);
});
