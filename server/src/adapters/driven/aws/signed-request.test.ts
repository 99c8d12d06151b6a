import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sendSigned } from './signed-request.ts';

const ACCESS = { region: 'us-east-1', accessKeyId: 'id', secretAccessKey: 'key', sessionToken: undefined };

let server: Server;
/** For each request, the number of its connection, counted from 1. */
let connections: number[];
/** Chooses the requests whose connection the server closes instead of answering. */
let closes: (connection: number, request: number) => boolean;
/** Chooses the requests whose connection the server closes after the first part of the answer. */
let breaks: (request: number) => boolean;
let refuses: boolean;

beforeEach(async () => {
  connections = [];
  closes = () => false;
  breaks = () => false;
  refuses = false;
  const sockets: Socket[] = [];
  server = createServer((request, response) => {
    if (!sockets.includes(request.socket)) sockets.push(request.socket);
    const connection = sockets.indexOf(request.socket) + 1;
    connections.push(connection);
    if (closes(connection, connections.length)) request.socket.destroy();
    else if (breaks(connections.length)) breakOff(response);
    else if (refuses) response.writeHead(403).end();
    else response.end('content');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** Resets the connection once a part of the answer has been sent. */
function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '700000' });
  response.write('con', () => response.socket?.resetAndDestroy());
}

async function send(): Promise<string> {
  const url = new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/object`);
  const content = await sendSigned(ACCESS, { service: 's3', method: 'GET', url, timeoutMs: 60_000 });
  // The connection goes back to the pool in the next turn of the event loop.
  await new Promise(setImmediate);
  return content.toString();
}

test('sends a request again on a new connection if the kept-alive connection is dead', async () => {
  closes = (connection, request) => connection === 1 && request > 1;
  expect(await send()).toBe('content');
  expect(await send()).toBe('content');
  expect(connections).toEqual([1, 1, 2]);
});

test('sends a request at most twice', async () => {
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

test('does not send a request again if a kept-alive connection breaks while the answer is read', async () => {
  breaks = (request) => request === 2;
  closes = (_connection, request) => request > 2;
  await send();
  await expect(send()).rejects.toMatchObject({ kind: 'upstream-unavailable' });
  expect(connections).toEqual([1, 1]);
  // If the second request were sent again, the server would get the copy before the third request. Nothing awaits the
  // copy, so Jest would report an unhandled rejection.
  await expect(send()).rejects.toMatchObject({ kind: 'upstream-unavailable' });
  expect(connections).toEqual([1, 1, 2]);
});

test('an error has the status of the answer, so that a trace can tell a refusal from a failure', async () => {
  refuses = true;
  await expect(send()).rejects.toMatchObject({ code: 'store-unavailable', cause: { status: 403 } });
});
