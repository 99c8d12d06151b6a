import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a connection sends. The header Host and the length of the body are added. */
export type RawRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

type Waiting = { readonly resolve: (status: number) => void; readonly reject: (error: Error) => void };

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/**
 * One HTTP connection that reads only the status of an answer and where the answer ends. Node's own client takes more
 * time for a request than a small server takes to answer it. A generator that used it would be measured instead of the
 * server.
 */
export class RawConnection {
  readonly #url: URL;
  readonly #timeoutMs: number;
  readonly #bytes = new WeakMap<RawRequest, Buffer>();
  #socket: Socket | undefined;
  #waiting: Waiting | undefined;
  #received: Buffer[] = [];
  #length = 0;
  /** Of the whole answer; `undefined` until its head has arrived, and if the answer comes in chunks. */
  #expected: number | undefined;
  #status: number | undefined;

  constructor(url: URL, timeoutMs: number) {
    this.#url = url;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Sends a request and reads its answer. One request at a time. Opens the connection if it is not open.
   *
   * @returns the status
   * @throws Error with a code such as ECONNRESET; the next request opens a new connection
   */
  async ask(request: RawRequest): Promise<number> {
    this.#socket ??= await this.#open();
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#waiting = { resolve, reject };
    this.#socket.write(this.#bytesOf(request));
    return promise;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    const { hostname, port } = this.#url;
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), noDelay: true });
    await once(socket, 'connect');
    socket.setTimeout(this.#timeoutMs, () => socket.destroy(errorWith('timeout')));
    socket.on('data', (part) => {
      this.#take(part);
    });
    const fail = (error: Error) => {
      if (this.#socket === socket) this.#fail(error);
    };
    socket.on('error', fail);
    socket.on('close', () => {
      fail(errorWith('ECONNRESET'));
    });
    return socket;
  }

  #take(part: Buffer): void {
    this.#received.push(part);
    this.#length += part.length;
    if (this.#status === undefined) this.#readHead();
    if (this.#status === undefined) return;
    const isWhole = this.#expected === undefined ? this.#hasLastChunk() : this.#length >= this.#expected;
    if (!isWhole) return;
    const [status, waiting] = [this.#status, this.#waiting];
    this.#forget();
    waiting?.resolve(status);
  }

  /** Each part has at least one byte, so the last chunk is in the last five parts. */
  #hasLastChunk(): boolean {
    const end = Buffer.concat(this.#received.slice(-LAST_CHUNK.length));
    return end.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  }

  #readHead(): void {
    const all = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received);
    const end = all?.indexOf(END_OF_HEAD) ?? -1;
    if (!all || end < 0) return;
    const head = all.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    const isEmpty = status === 204 || status === 304;
    this.#status = status;
    this.#expected =
      length === undefined && !isEmpty ? undefined : end + END_OF_HEAD.length + (isEmpty ? 0 : Number(length));
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#forget();
    this.close();
    waiting?.reject(error);
  }

  #forget(): void {
    this.#waiting = undefined;
    this.#received = [];
    this.#length = 0;
    this.#expected = undefined;
    this.#status = undefined;
  }

  #bytesOf(request: RawRequest): Buffer {
    const known = this.#bytes.get(request);
    if (known) return known;
    const { method, path, headers = {}, body } = request;
    const all = {
      host: this.#url.host,
      ...headers,
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    const bytes = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
    this.#bytes.set(request, bytes);
    return bytes;
  }
}

function errorWith(code: string): Error {
  return Object.assign(new Error(`The connection ended: ${code}`), { code });
}
