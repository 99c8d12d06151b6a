import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ipKeyGenerator } from 'express-rate-limit';
import { hasBody } from './request-body.ts';

type Connection = {
  readonly socket: Socket;
  /** An IPv4 address, or a network of IPv6 addresses (/56), which one person may have. */
  readonly client: string;
  readonly unanswered: Set<ServerResponse>;
  /** When it was accepted, or its last answer was sent. */
  quietSinceMs: number;
};

export type ConnectionLimits = { readonly inAll: number; readonly perClient: number };

/**
 * A client may send requests before it has the answers to the earlier ones (pipelining, RFC 9112, section 9.3.2). More
 * than this many close the connection. Browsers send one.
 */
const MOST_UNANSWERED = 4;
/** Apache's default (LimitRequestFields). 1,000 headers take 0.1 MB of memory. */
const MAX_HEADERS = 100;
/** The first request of a connection is on its way for at most this long, also over TLS and a slow network. */
const REQUEST_UNDERWAY_MS = 1_000;

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
    const connection = { socket, client, unanswered: new Set<ServerResponse>(), quietSinceMs: performance.now() };
    this.#open.set(peer, connection);
    socket.once('close', () => {
      // A new connection may have the port of the old one.
      if (this.#open.get(peer) === connection) this.#open.delete(peer);
    });
    // Node first reads the requests that have arrived. Otherwise their connections would look idle after a pause of the process.
    setImmediate(() => {
      this.#limit(connection);
    });
  }

  #limit(newest: Connection): void {
    const { inAll, perClient } = this.#limits;
    const open = [...this.#open.values()].filter(({ socket }) => !socket.destroyed);
    const ofClient = open.filter(({ client }) => client === newest.client);
    if (ofClient.length > perClient) makeRoomFor(newest, ofClient);
    else if (open.length > inAll) makeRoomFor(newest, open);
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
    // While nobody reads a body, Node keeps each chunk of it, or each TLS record, as a Buffer. A client may send one byte in
    // each.
    const takesMemory = hasBody(response.req) || hasTooManyHeaders(response.req);
    const mustWait = response.socket === null;
    if (unanswered.size > MOST_UNANSWERED || (mustWait && takesMemory)) {
      socket.destroy();
      return false;
    }
    response.once('close', () => {
      unanswered.delete(response);
      connection.quietSinceMs = performance.now();
      if (this.#open.get(peer) !== connection) return;
      this.#open.delete(peer);
      this.#open.set(peer, connection);
    });
    return true;
  }
}

export function hasTooManyHeaders({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.length > 2 * MAX_HEADERS;
}

/**
 * Closes one connection, the first of these that there is:
 *
 * 1. one that has been idle for a second
 * 2. one with an unfinished request
 * 3. one whose client does not read the answer
 * 4. any other idle one
 * 5. the new one
 *
 * Of several, it closes the one whose last answer is longest ago.
 */
function makeRoomFor(newest: Connection, among: readonly Connection[]): void {
  const nowMs = performance.now();
  const open = among.filter((each) => each !== newest);
  const idle = open.filter(({ unanswered }) => unanswered.size === 0);
  const closed =
    idle.find(({ quietSinceMs }) => nowMs - quietSinceMs >= REQUEST_UNDERWAY_MS) ??
    open.find(({ unanswered }) => [...unanswered].some(({ req }) => !req.complete)) ??
    open.find(({ unanswered: [first] }) => first?.headersSent && (first.socket?.writableLength ?? 0) > 0) ??
    idle[0];
  (closed ?? newest).socket.destroy();
}

function peerOf({ remoteAddress, remotePort, localAddress }: Socket): string {
  return [remoteAddress, remotePort, localAddress].join(' ');
}
