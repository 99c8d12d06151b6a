import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

export type SilentPeer = { readonly url: string; readonly close: () => Promise<void> };

/** Accepts connections, reads what it is sent, and never answers. */
export function startMutePeer(): Promise<SilentPeer> {
  return listen(createServer((socket) => socket.resume()));
}

/** Answers every request with headers and half of the body that they announce, and then stalls. */
export function startStallingPeer(): Promise<SilentPeer> {
  return listen(
    createHttpServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"half":"of a bo');
    }),
  );
}

async function listen(server: Server): Promise<SilentPeer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // The other side cuts what it gives up on.
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
