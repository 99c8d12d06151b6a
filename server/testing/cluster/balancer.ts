import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

type Upstream = { readonly url: string; readonly agent: Agent };

/** Names, in an answer 502, the process that did not answer. */
export const LOST_ON = 'x-lost-on';

/**
 * Passes requests on to processes in turn, as the proxies in front of a cluster do. It keeps connections open, and waits
 * for the whole answer. Some requests without an answer go to the next process: those whose connection was refused, and
 * those that a repetition cannot harm (GET).
 */
export class Balancer {
  readonly #server: Server = createServer((incoming, response) => {
    void this.#serve(incoming, response);
  });
  #upstreams: Upstream[] = [];
  #next = 0;
  /** How many connections each process has refused. */
  readonly refused = new Map<string, number>();

  static async start(): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  add(url: string): void {
    this.#upstreams.push({ url, agent: new Agent({ keepAlive: true }) });
  }

  /** Requests that have been passed on are still answered. */
  remove(url: string): void {
    this.#upstreams = this.#upstreams.filter((one) => one.url !== url);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    for (let tries = this.#upstreams.length; tries > 0; tries -= 1) {
      const upstream = this.#upstreams[this.#next++ % this.#upstreams.length];
      if (!upstream) break;
      const outcome = await pass(incoming, body, upstream, response);
      if (outcome === 'answered') return;
      if (outcome === 'refused') this.refused.set(upstream.url, (this.refused.get(upstream.url) ?? 0) + 1);
      if (outcome === 'refused' || incoming.method === 'GET') continue;
      response.writeHead(502, { [LOST_ON]: upstream.url }).end();
      return;
    }
    response.writeHead(502).end();
  }
}

function pass(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  upstream: Upstream,
  response: ServerResponse,
): Promise<'answered' | 'refused' | 'broken'> {
  return new Promise((resolve) => {
    const sent = request(upstream.url + (url ?? ''), { method, headers, agent: upstream.agent });
    sent.on('response', (answer) => {
      buffer(answer).then(
        (text) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers).end(text);
          resolve('answered');
        },
        () => {
          resolve('broken');
        },
      );
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken');
    });
    sent.end(body);
  });
}
