import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ipKeyGenerator } from 'express-rate-limit';

type Connection = {
  readonly socket: Socket;
  /** An IPv4 address, or a network of IPv6 addresses (/56), which one person may have. */
  readonly client: string;
  readonly unanswered: Set<ServerResponse>;
};

export type ConnectionLimits = { readonly inAll: number; readonly perClient: number };

/**
 * A client may send requests before it has the answers to the earlier ones (pipelining, RFC 9112, section 9.3.2). More
 * than this many close the connection. Browsers send one. A request with 1,000 headers takes 0.1 MB while it waits.
 */
const MOST_UNANSWERED = 16;

/**
 * The open connections of a server. When there are too many, it closes one that waits for its client, so that clients
 * which open connections and do not use them keep nobody else out. It never closes one that waits for the server.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  /**
   * In the order of their last answers. The keys are addresses and the client's port, because the socket of a request over
   * TLS is not the one that was accepted.
   */
  readonly #open = new Map<string, Connection>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  accept(socket: Socket): void {
    const peer = peerOf(socket);
    const client = ipKeyGenerator(socket.remoteAddress ?? '');
    const connection = { socket, client, unanswered: new Set<ServerResponse>() };
    this.#open.set(peer, connection);
    socket.once('close', () => {
      // A new connection may have the port of the old one.
      if (this.#open.get(peer) === connection) this.#open.delete(peer);
    });
    const { inAll, perClient } = this.#limits;
    const open = [...this.#open.values()];
    const ofClient = open.filter((each) => each.client === client);
    if (ofClient.length > perClient) makeRoomFor(connection, ofClient);
    else if (open.length > inAll) makeRoomFor(connection, open);
  }

  /**
   * Notes a request, until its answer is sent or its connection is closed.
   *
   * @returns whether it may be answered
   */
  take(response: ServerResponse): boolean {
    const { socket } = response.req;
    const peer = peerOf(socket);
    const connection = this.#open.get(peer);
    if (!connection || connection.socket.destroyed) return false;
    const { unanswered } = connection;
    unanswered.add(response);
    // Node keeps each chunk of a body that nobody reads yet as a Buffer, and a client may send chunks of one byte.
    const isKeptInChunks = response.socket === null && response.req.headers['transfer-encoding'] !== undefined;
    if (unanswered.size > MOST_UNANSWERED || isKeptInChunks) {
      socket.destroy();
      return false;
    }
    response.once('close', () => {
      unanswered.delete(response);
      if (this.#open.get(peer) !== connection) return;
      this.#open.delete(peer);
      this.#open.set(peer, connection);
    });
    return true;
  }
}

/**
 * Closes an idle connection; if there is none, one whose request has not arrived completely; otherwise one whose client
 * does not take the answer; otherwise the new one. Of several, it is the one whose last answer is longest ago.
 */
function makeRoomFor(newest: Connection, among: readonly Connection[]): void {
  const open = among.filter((each) => each !== newest && !each.socket.destroyed);
  const closed =
    open.find(({ unanswered }) => unanswered.size === 0) ??
    open.find(({ unanswered }) => [...unanswered].some(({ req }) => !req.complete)) ??
    open.find(({ unanswered: [first] }) => first?.headersSent && (first.socket?.writableLength ?? 0) > 0);
  (closed ?? newest).socket.destroy();
}

function peerOf({ remoteAddress, remotePort, localAddress }: Socket): string {
  return [remoteAddress, remotePort, localAddress].join(' ');
}
