import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Connection = { readonly socket: Socket; unanswered: number };

/**
 * A client may send requests before it has the answers to the earlier ones (pipelining, RFC 9112, section 9.3.2). More
 * than this many close the connection. Browsers send one. Without a limit, a client could have any number of
 * requests in memory while the first one is answered.
 */
const MOST_UNANSWERED = 100;

/**
 * The open connections of a server. When there are too many, it closes the one that has been idle longest, so that
 * clients which open connections and do not use them keep nobody else out.
 */
export class Connections {
  readonly #most: number;
  /** By address and port of the client, because the socket of a request over TLS is not the one that was accepted. */
  readonly #open = new Map<string, Connection>();

  constructor(most: number) {
    this.#most = most;
  }

  accept(socket: Socket): void {
    const peer = peerOf(socket);
    const connection = { socket, unanswered: 0 };
    this.#open.set(peer, connection);
    socket.once('close', () => {
      // A new connection may have the port of the old one.
      if (this.#open.get(peer) === connection) this.#open.delete(peer);
    });
    if (this.#open.size > this.#most) this.#longestIdle()?.destroy();
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
    connection.unanswered += 1;
    if (connection.unanswered > MOST_UNANSWERED) {
      socket.destroy();
      return false;
    }
    response.once('close', () => {
      connection.unanswered -= 1;
      if (this.#open.get(peer) !== connection) return;
      this.#open.delete(peer);
      this.#open.set(peer, connection);
    });
    return true;
  }

  /** Connections are in the order in which their last answer was sent, or in which they were accepted. */
  #longestIdle(): Socket | undefined {
    for (const { socket, unanswered } of this.#open.values()) if (unanswered === 0 && !socket.destroyed) return socket;
    return undefined;
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${String(remoteAddress)} ${String(remotePort)}`;
}
