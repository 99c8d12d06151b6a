import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { answer, errorAnswer, type Answer } from './answers.ts';
import { isHanging, sendFaulty, type Fault } from './faults.ts';

export type DoubleOptions = {
  /** The read access token that the double accepts. Default: `tmdb-double-token`. */
  readonly token?: string;
  /** Default: 0, which chooses a free port. */
  readonly port?: number;
};

/** A server on loopback that behaves as TMDB documents, with faults that tests can set. */
export class TmdbDouble {
  /** The accepted token. Tests may change it at any time, for example to simulate a rotated key. */
  token: string;
  /** Delay before every answer. */
  latencyMs = 0;
  /** The path and query of every call to the API so far, including calls with a faulty answer. */
  readonly calls: string[] = [];
  /**
   * Emits `hang` when a call hangs. At that time, a caller in this process has already received the part of the answer
   * that was sent.
   */
  readonly events = new EventEmitter<{ hang: [] }>();
  #fault: Fault | undefined;
  readonly #server: Server;

  private constructor(token: string) {
    this.token = token;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  static async start({ token = 'tmdb-double-token', port = 0 }: DoubleOptions = {}): Promise<TmdbDouble> {
    const double = new TmdbDouble(token);
    await new Promise<void>((resolve, reject) => {
      double.#server.once('error', reject);
      double.#server.listen(port, '127.0.0.1', resolve);
    });
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/3`;
  }

  get imageUrl(): string {
    return this.url.replace(/3$/, 't/p');
  }

  /** Sets the fault of the following requests; absent: none. */
  setFault(fault?: Fault): void {
    this.#fault = fault;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
    if (pathname.startsWith('/t/p/')) {
      sendPicture(response, pathname);
      return;
    }
    if (pathname === '/double/fault' && request.method === 'PUT') {
      await this.#takeFault(request, response);
      return;
    }
    if (pathname === '/double/token' && request.method === 'PUT') {
      this.token = await text(request);
      response.writeHead(204).end();
      return;
    }
    this.calls.push(request.url ?? '');
    if (this.latencyMs > 0) await delay(this.latencyMs);
    const good = this.#refusal(request, searchParams) ?? answer(pathname, searchParams);
    const fault = this.#nextFault();
    if (!fault) {
      send(response, good);
      return;
    }
    sendFaulty(response, fault, good, tokenOf(request) ?? '');
    if (!isHanging(fault)) return;
    // The bytes reach the caller's socket in one turn of the event loop. The caller reads them in the next turn.
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    this.events.emit('hang');
  }

  #refusal(request: IncomingMessage, params: URLSearchParams): Answer | undefined {
    if (request.method !== 'GET') return errorAnswer(405, 4, 'Invalid format.');
    const given = tokenOf(request) ?? params.get('api_key');
    if (given === this.token) return undefined;
    return errorAnswer(401, 7, 'Invalid API key: You must be granted a valid key.');
  }

  #nextFault(): Fault | undefined {
    const fault = this.#fault;
    if (fault?.times === undefined) return fault;
    if (fault.times <= 0) return undefined;
    this.#fault = { ...fault, times: fault.times - 1 };
    return fault;
  }

  /**
   * Handles `PUT /double/fault`. The body `{"kind":"server-error","times":3}` sets a fault, `{"latencyMs":500}` delays
   * the answers, and `{}` ends both.
   */
  async #takeFault(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Partial<Fault> & { latencyMs?: number };
    this.latencyMs = asked.latencyMs ?? 0;
    this.setFault(asked.kind && { ...asked, kind: asked.kind });
    response.writeHead(204).end();
  }
}

function tokenOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response
    .writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}

/** Sends a picture that differs from film to film, so that a page over the double shows posters. */
function sendPicture(response: ServerResponse, path: string): void {
  const hue = Buffer.from(path).reduce((sum, byte) => (sum * 31 + byte) % 360, 7);
  response
    .writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' })
    .end(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><rect width="2" height="3" fill="hsl(${String(hue)} 45% 45%)"/></svg>`,
    );
}
