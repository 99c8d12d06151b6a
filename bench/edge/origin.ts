import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the function does: it works, it answers 503, it never answers, or nothing takes connections. */
export type OriginState = 'works' | 'answers 503' | 'hangs' | 'refuses connections';

/** Stands between a cache and a Marquee. It counts the requests that reach the Marquee, and can make it fail. */
export class Origin {
  readonly port: number;
  #requests = 0;
  #state: OriginState = 'works';
  readonly #target: URL;
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(target: string, server: Server) {
    this.#target = new URL(target);
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
      this.#requests += 1;
      this.#answer(incoming, outgoing);
    });
  }

  static async start(target: string): Promise<Origin> {
    // The cache keeps its connections, and must find each of them open.
    const server = createServer({ keepAliveTimeout: 600_000 }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Origin(target, server);
  }

  /** @returns the number of requests since the last call */
  takeRequests(): number {
    const requests = this.#requests;
    this.#requests = 0;
    return requests;
  }

  async enter(state: OriginState): Promise<void> {
    this.#state = state;
    const mustListen = state !== 'refuses connections';
    if (!mustListen) this.#server.close();
    this.#server.closeAllConnections();
    if (mustListen && !this.#server.listening) {
      this.#server.listen(this.port, '127.0.0.1');
      await once(this.#server, 'listening');
    }
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (this.#state === 'hangs') return;
    if (this.#state === 'answers 503') {
      outgoing.writeHead(503, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }).end('{}');
      return;
    }
    const { hostname, port } = this.#target;
    const { method, url: path, headers } = incoming;
    const asked = request({ hostname, port, method, path, headers, agent: this.#agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    asked.on('error', () => outgoing.destroy());
    incoming.pipe(asked);
  }
}
