import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { gzip } from 'node:zlib';
import { isHanging, sendFaulty, textOf, type Answer, type ErrorAnswers, type Fault } from './faults.ts';

export type DoubleOptions = {
  /** The key that the double accepts. Each double has a default. */
  readonly token?: string;
  /** Default: 0, which chooses a free port. */
  readonly port?: number;
};

/** What makes a double the double of one provider. */
export type Behaviour = {
  /** The default of {@link DoubleOptions.token}. */
  readonly token: string;
  /** The path of the API at the double. */
  readonly apiPath: string;
  /** The path under which the double has pictures. */
  readonly imagePath: string;
  readonly keyOf: (request: IncomingMessage, params: URLSearchParams) => string | undefined;
  readonly wrongMethod: Answer;
  readonly wrongKey: Answer;
  readonly errors: ErrorAnswers;
  /** Answers a request that has the right key. */
  readonly answer: (path: string, params: URLSearchParams, imageUrl: string) => Answer;
  /**
   * The headers that the provider and its CDN add to an answer.
   *
   * @param isRepeated whether the same call came before, so that a CDN has the answer
   */
  readonly headersOf: (status: number, json: string, isRepeated: boolean) => Readonly<Record<string, string>>;
};

/** A CDN compresses nothing that is smaller. */
const COMPRESSED_BYTES = 1_000;

/** A server on loopback that behaves as a movie provider does, with faults that tests can set. */
export class ProviderDouble {
  /** The accepted key. Tests may change it at any time, for example to simulate a rotated key. */
  token: string;
  /** Delay before every answer. */
  latencyMs = 0;
  /** The path and query of every call to the API so far, including calls with a faulty answer. */
  readonly calls: string[] = [];
  /** If set, every call that has the right key gets this answer. */
  reply: Answer | undefined;
  /**
   * Emits `hang` when a call hangs. At that time, a caller in this process has already received the part of the answer
   * that was sent.
   */
  readonly events = new EventEmitter<{ hang: [] }>();
  #fault: Fault | undefined;
  readonly #behaviour: Behaviour;
  readonly #server: Server;

  protected constructor(behaviour: Behaviour, { token = behaviour.token }: DoubleOptions) {
    this.token = token;
    this.#behaviour = behaviour;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  protected async listen({ port = 0 }: DoubleOptions): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return this;
  }

  get url(): string {
    return this.#origin() + this.#behaviour.apiPath;
  }

  get imageUrl(): string {
    return this.#origin() + this.#behaviour.imagePath;
  }

  #origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
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
    const { imagePath, keyOf, errors, answer } = this.#behaviour;
    const isRepeated = this.calls.includes(request.url ?? '');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
    if (pathname.startsWith(`${imagePath}/`)) {
      sendPicture(response, pathname);
      return;
    }
    if (pathname === '/double/fault' && request.method === 'PUT') {
      await this.#takeFault(request, response);
      return;
    }
    if (pathname === '/double/token' && request.method === 'PUT') {
      this.token = await readText(request);
      response.writeHead(204).end();
      return;
    }
    this.calls.push(request.url ?? '');
    if (this.latencyMs > 0) await delay(this.latencyMs);
    const good = this.#refusal(request, searchParams) ?? this.reply ?? answer(pathname, searchParams, this.imageUrl);
    const fault = this.#nextFault();
    if (!fault) {
      this.#send(request, response, good, isRepeated);
      return;
    }
    sendFaulty(response, fault, good, errors, keyOf(request, searchParams) ?? '');
    if (!isHanging(fault)) return;
    // The bytes reach the caller's socket in one turn of the event loop. The caller reads them in the next turn.
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    this.events.emit('hang');
  }

  #send(request: IncomingMessage, response: ServerResponse, answer: Answer, isRepeated: boolean): void {
    const { status } = answer;
    const text = textOf(answer.body);
    const headers: Record<string, string> = {
      'content-type': 'application/json;charset=utf-8',
      ...this.#behaviour.headersOf(status, text, isRepeated),
      ...answer.headers,
    };
    if (headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304, headers).end();
      return;
    }
    const accepts = /\bgzip\b/.test(String(request.headers['accept-encoding']));
    if (accepts && Buffer.byteLength(text) >= COMPRESSED_BYTES) {
      gzip(text, (_, bytes) => {
        response.writeHead(status, { ...headers, 'content-encoding': 'gzip' }).end(bytes);
      });
    } else {
      response.writeHead(status, headers).end(text);
    }
  }

  #refusal(request: IncomingMessage, params: URLSearchParams): Answer | undefined {
    const { wrongMethod, wrongKey, keyOf } = this.#behaviour;
    if (request.method !== 'GET') return wrongMethod;
    return keyOf(request, params) === this.token ? undefined : wrongKey;
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

/** Sends a picture that differs from film to film, so that a page over the double shows posters. */
function sendPicture(response: ServerResponse, path: string): void {
  const hue = Buffer.from(path).reduce((sum, byte) => (sum * 31 + byte) % 360, 7);
  response
    .writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' })
    .end(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><rect width="2" height="3" fill="hsl(${String(hue)} 45% 45%)"/></svg>`,
    );
}
