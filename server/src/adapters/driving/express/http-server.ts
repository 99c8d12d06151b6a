import {
  createServer,
  IncomingMessage,
  ServerResponse,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Server as TcpServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Connections, hasTooManyHeaders } from './connections.ts';
import { refusalOfBody } from './request-body.ts';

/** A certificate and its private key, as PEM texts. */
export type Tls = { readonly cert: string; readonly key: string };

export type HttpServerOptions = {
  /** What requests and answers inherit from; see {@link withPrototype}. Default: what those of Node inherit from. */
  readonly prototypes?: { readonly request: IncomingMessage; readonly response: ServerResponse };
  /** Absent: plain HTTP. */
  readonly tls?: Tls | undefined;
  /** Time in which a client must finish the TLS handshake, and then send its headers; otherwise it gets a 408. Default: 10 s. */
  readonly headersTimeoutMs?: number;
  /** Time in which a client must send the whole request, including its body; otherwise it gets a 408. Default: 30 s. */
  readonly requestTimeoutMs?: number;
  /**
   * A connection is closed if it carries no data for this long, or if the client has not taken the whole answer this
   * long after the server began to send it. Default: 60 s.
   */
  readonly stalledTimeoutMs?: number;
  /** With more connections, one that waits for its client is closed. Default: 1,000. */
  readonly maxConnections?: number;
  /** The same for the connections of one client. Default: 100. Behind a proxy, all clients have its address. */
  readonly maxConnectionsPerClient?: number;
};

/**
 * How long an idle connection stays open. Load balancers keep an idle connection for a minute. The server keeps it
 * longer, so that the load balancer closes the connection first.
 */
const KEEP_ALIVE_MS = 65_000;
/** How often Node and this server check for slow clients. With Node's default of 30 s, a client could exceed the limits by 30 s. */
const LOOK_EVERY_MS = 1_000;
/**
 * Idle connections are closed this long after the drain began. By then, requests that were on their way have arrived.
 */
const IDLE_GRACE_MS = 500;
const CLOSE_IDLE_EVERY_MS = 50;
/** Each connection takes some memory and a file descriptor. */
const MAX_CONNECTIONS = 1_000;
/** A browser opens at most six, and people behind one address share it. */
const MAX_CONNECTIONS_PER_CLIENT = 100;
/** How many connections the operating system keeps for a server that has not accepted them yet. It is Node's default. */
const BACKLOG = 511;

/** An HTTP or HTTPS server that cuts off slow clients and can be stopped without dropping a request. */
export class HttpServer {
  readonly server: Server;
  /** The answers that have not been sent completely, and when a check first saw that their sending had begun. */
  readonly #answering = new Map<ServerResponse, number | undefined>();
  #draining = false;

  constructor(listener: RequestListener, options: HttpServerOptions = {}) {
    const { stalledTimeoutMs = 60_000 } = options;
    const { maxConnections: inAll = MAX_CONNECTIONS, maxConnectionsPerClient: perClient = MAX_CONNECTIONS_PER_CLIENT } =
      options;
    this.server = createNodeServer(options);
    this.server.timeout = stalledTimeoutMs;
    const connections = new Connections({ inAll, perClient });
    this.server.on('connection', (socket: Socket) => {
      connections.accept(socket);
    });
    const check = setInterval(
      () => {
        this.#cutSlowReaders(stalledTimeoutMs);
      },
      Math.min(LOOK_EVERY_MS, stalledTimeoutMs),
    ).unref();
    this.server.once('close', () => {
      clearInterval(check);
    });
    const answer = (request: IncomingMessage, response: ServerResponse, status = statusOfHead(request)) => {
      if (!connections.take(response)) return;
      if (status !== undefined) {
        response.writeHead(status, { connection: 'close' }).end();
        return;
      }
      this.#answering.set(response, undefined);
      response.once('close', () => this.#answering.delete(response));
      if (this.#draining) response.shouldKeepAlive = false;
      // A request waits until its answer can be sent. Otherwise one write of 49 kB made 1,000 answers of 1 MB at once. Node
      // takes an answer only after the event that assigns the socket.
      if (response.socket) listener(request, response);
      else
        response.once('socket', () => {
          process.nextTick(listener, request, response);
        });
    };
    this.server.on('request', (request, response) => {
      answer(request, response);
    });
    this.server.on('checkContinue', (request, response) => {
      if (!refusalOfBody(request)) response.writeContinue();
      answer(request, response);
    });
    this.server.on('checkExpectation', (request, response) => {
      answer(request, response, 417);
    });
  }

  /** Without this, a client that reads a byte now and then would keep a whole answer in memory for as long as it likes. */
  #cutSlowReaders(limitMs: number): void {
    const nowMs = performance.now();
    for (const [response, sinceMs] of this.#answering) {
      if (!response.headersSent) continue;
      if (sinceMs === undefined) this.#answering.set(response, nowMs);
      else if (nowMs - sinceMs >= limitMs) response.req.socket.destroy();
    }
  }

  /**
   * Accepts no new connection, answers every request that has arrived, and asks clients to close (`Connection: close`).
   * Idle connections stay open for another half a second, because a request may be on its way.
   *
   * @param deadlineMs connections that are still open after this time are closed
   */
  async drain(deadlineMs: number): Promise<void> {
    this.#draining = true;
    for (const response of this.#answering.keys()) response.shouldKeepAlive = false;
    await this.#acceptWaiting();
    const cut = setTimeout(() => {
      this.server.closeAllConnections();
    }, deadlineMs);
    let closeIdle: NodeJS.Timeout | undefined;
    const grace = setTimeout(() => {
      closeIdle = setInterval(() => {
        this.server.closeIdleConnections();
      }, CLOSE_IDLE_EVERY_MS);
    }, IDLE_GRACE_MS);
    await new Promise((resolve) => {
      // This does not call the close method of the HTTP server, because that would close idle connections at once and
      // stop checking for slow clients.
      TcpServer.prototype.close.call(this.server, resolve);
    });
    clearTimeout(cut);
    clearTimeout(grace);
    clearInterval(closeIdle);
    this.server.close(() => undefined);
  }

  /**
   * Accepts the connections that wait in the queue of the operating system. Closing the server would reset them. Node
   * accepts one connection in each turn of the event loop.
   */
  async #acceptWaiting(): Promise<void> {
    let hasAccepted = true;
    const note = () => {
      hasAccepted = true;
    };
    this.server.on('connection', note);
    for (let turns = 0; hasAccepted && turns < BACKLOG; turns += 1) {
      hasAccepted = false;
      // The first turn may end without looking for connections.
      await nextTurn();
      await nextTurn();
    }
    this.server.off('connection', note);
  }
}

function createNodeServer(options: HttpServerOptions): Server {
  const { prototypes, tls, headersTimeoutMs = 10_000, requestTimeoutMs = 30_000 } = options;
  const limits: ServerOptions = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, headersTimeoutMs, requestTimeoutMs),
    // Node would answer these requests itself, and keep any number of them while an earlier answer is not read.
    requireHostHeader: false,
    ...(prototypes && {
      IncomingMessage: withPrototype(IncomingMessage, prototypes.request),
      ServerResponse: withPrototype(ServerResponse, prototypes.response),
    }),
  };
  return tls ? createTlsServer({ ...limits, ...tls, handshakeTimeout: headersTimeoutMs }) : createServer(limits);
}

/** Why a request is refused by its head alone: 400 without Host (RFC 9112, section 3.2), 431 with too many headers. */
function statusOfHead(request: IncomingMessage): number | undefined {
  if (request.httpVersion === '1.1' && request.headers.host === undefined) return 400;
  return hasTooManyHeaders(request) ? 431 : undefined;
}

/**
 * A class whose objects have another prototype from the beginning. Express gives each request and answer the prototypes of its
 * app, and code is slower for objects whose prototype was changed.
 */
function withPrototype<Class extends typeof IncomingMessage | typeof ServerResponse>(
  base: Class,
  prototype: object,
): Class {
  const derived = function (...args: unknown[]): object {
    return Reflect.construct(base, args, derived) as object;
  };
  derived.prototype = prototype;
  return derived as unknown as Class;
}
