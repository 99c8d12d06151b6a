import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Connection = { readonly socket: Socket; readonly unanswered: Set<ServerResponse> };

/**
 * A client may send requests before it has the answers to the earlier ones (pipelining, RFC 9112, section 9.3.2). More
 * than this many close the connection. Browsers send one. Without a limit, a client could have any number of
 * requests in memory while the first one is answered.
 */
const MOST_UNANSWERED = 100;

/**
 * The open connections of a server. When there are too many, it closes one that waits for its client, so that clients
 * which open connections and do not use them keep nobody else out. It never closes one that waits for the server.
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
    const connection = { socket, unanswered: new Set<ServerResponse>() };
    this.#open.set(peer, connection);
    socket.once('close', () => {
      // A new connection may have the port of the old one.
      if (this.#open.get(peer) === connection) this.#open.delete(peer);
    });
    if (this.#open.size > this.#most) this.#makeRoomFor(connection);
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
    if (unanswered.size > MOST_UNANSWERED) {
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

  /**
   * Closes an idle connection; if there is none, one whose request has not arrived completely; otherwise one whose
   * client has not taken the whole answer; otherwise the new one. Of several, it is the one whose last answer is longest ago.
   */
  #makeRoomFor(newest: Connection): void {
    const open = [...this.#open.values()].filter((each) => each !== newest && !each.socket.destroyed);
    const closed =
      open.find(({ unanswered }) => unanswered.size === 0) ??
      open.find(({ unanswered }) => [...unanswered].some(({ req }) => !req.complete)) ??
      open.find(({ unanswered }) => unanswered.values().next().value?.writableEnded);
    (closed ?? newest).socket.destroy();
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${String(remoteAddress)} ${String(remotePort)}`;
}
