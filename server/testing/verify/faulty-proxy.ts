import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type ProxiedRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer };

export type ProxiedAnswer = { status: number; headers: Record<string, string>; text: string };

/** What goes wrong between the client and the server. */
export type ProxyFault = {
  /** Changes a request, or answers it in place of the server. */
  readonly request?: (request: ProxiedRequest) => ProxiedAnswer | undefined | Promise<ProxiedAnswer | undefined>;
  /** Changes the server's answer. */
  readonly answer?: (answer: ProxiedAnswer, request: ProxiedRequest) => void;
};

/** An HTTP proxy in front of a server, with a fault that tests plant. */
export class FaultyProxy {
  fault: ProxyFault = {};
  readonly #server: Server;
  readonly #target: string;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => {
      void (async () => {
        const request = {
          ...{ method: incoming.method ?? 'GET', path: incoming.url ?? '/', body: await buffer(incoming) },
          headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
        };
        const { status, headers, text } = await this.#answerTo(request);
        outgoing.writeHead(status, headers).end(text);
      })().catch(() => outgoing.destroy());
    });
  }

  static async start(target: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answerTo(request: ProxiedRequest): Promise<ProxiedAnswer> {
    const { fault } = this;
    const given = await fault.request?.(request);
    const answer = given ?? (await this.#ask(request));
    fault.answer?.(answer, request);
    return answer;
  }

  async #ask({ method, path, headers, body }: ProxiedRequest): Promise<ProxiedAnswer> {
    // The connection's own headers, and those that fetch sets itself.
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...others } = headers;
    const response = await fetch(`${this.#target}${path}`, {
      ...{ method, redirect: 'manual' },
      headers: { ...others, 'accept-encoding': 'identity' },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const text = await response.text();
    const own = new Set(['connection', 'keep-alive', 'content-length', 'transfer-encoding']);
    return {
      ...{ status: response.status, text },
      headers: Object.fromEntries([...response.headers].filter(([name]) => !own.has(name))),
    };
  }
}
