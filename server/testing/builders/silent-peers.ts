import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type SilentPeer = { readonly url: string; readonly close: () => Promise<void> };

/** How many connections are opened to fill a peer's queue. This is more than fit into a queue of length 1. */
const FILLING_CONNECTIONS = 16;

/**
 * Listens on a local port, sends the port to its parent, and then blocks forever, so that it never accepts a
 * connection.
 */
const BLOCKED_LISTENER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/**
 * Starts a peer to which no connection can be opened. Its queue of connections is full, so the kernel ignores further
 * connections.
 */
export async function startFullPeer(): Promise<SilentPeer> {
  const listener = new Worker(BLOCKED_LISTENER, { eval: true });
  const [port] = (await once(listener, 'message')) as [number];
  const filling = Array.from({ length: FILLING_CONNECTIONS }, () =>
    connect(port, '127.0.0.1').on('error', () => undefined),
  );
  await Promise.race(filling.map((socket) => once(socket, 'connect')));
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: async () => {
      for (const socket of filling) socket.destroy();
      await listener.terminate();
    },
  };
}

/** Starts a peer that accepts connections, reads requests, and never answers. */
export function startMutePeer(): Promise<SilentPeer> {
  return listen(createServer((socket) => socket.resume()));
}

/** Starts a peer that answers every request with headers and half of the body that they announce, and then stalls. */
export function startStallingPeer(): Promise<SilentPeer> {
  return listen(
    createHttpServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"half":"of a bo');
    }),
  );
}

/** Starts a peer that answers every request with headers and then keeps sending single bytes forever. */
export function startTricklingPeer(): Promise<SilentPeer> {
  return listen(
    createHttpServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      const trickle = setInterval(() => response.write(' '), 10);
      response.once('close', () => {
        clearInterval(trickle);
      });
    }),
  );
}

async function listen(server: Server): Promise<SilentPeer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // The client cuts a connection when it gives up, so errors of a connection are expected here.
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}
