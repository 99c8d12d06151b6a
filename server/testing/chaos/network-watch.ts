import { createHook, type AsyncHook } from 'node:async_hooks';
import diagnostics from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Transform } from 'node:stream';
import { Gzip } from 'node:zlib';

/** Work of other threads that has one answer: signatures and files. */
const OF_THREADS = new Set(['SIGNREQUEST', 'FSREQPROMISE', 'FSREQCALLBACK']);
/** What all streams of zlib inherit from. A stream calls this once for each of its chunks, and at its end. */
const ZLIB_STREAM = Object.getPrototypeOf(Object.getPrototypeOf(Gzip.prototype)) as Pick<Transform, '_transform'>;

/** Counts what this process waits for: requests to other systems, whichever client sent them, and work of threads. */
export class NetworkWatch {
  readonly #underWay = new Set<object>();
  readonly #inThreads = new Set<number>();
  readonly #compressing = new Set<Transform>();
  readonly #transform = ZLIB_STREAM._transform;
  readonly #threads: AsyncHook;
  readonly #listeners: readonly (readonly [channel: string, listener: (message: unknown) => void])[];

  constructor() {
    const begin = (message: unknown) => {
      const { request } = message as { request: ClientRequest };
      this.#underWay.add(request);
      request.once('close', () => this.#underWay.delete(request));
    };
    const beginFetch = (message: unknown) => this.#underWay.add((message as { request: object }).request);
    const endFetch = (message: unknown) => this.#underWay.delete((message as { request: object }).request);
    // node:http is the client of the AWS SDK and of axios; undici is the client of fetch.
    this.#listeners = [
      ['http.client.request.created', begin],
      ['undici:request:create', beginFetch],
      ['undici:request:trailers', endFetch],
      ['undici:request:error', endFetch],
    ];
    for (const [channel, listener] of this.#listeners) diagnostics.subscribe(channel, listener);
    this.#threads = createHook({
      init: (id, type) => {
        if (OF_THREADS.has(type)) this.#inThreads.add(id);
      },
      before: (id) => this.#inThreads.delete(id),
      trackPromises: false,
    }).enable();
    const compressing = this.#compressing;
    const known = new WeakSet<Transform>();
    const transform = this.#transform;
    ZLIB_STREAM._transform = function (this: Transform, chunk, encoding, done) {
      compressing.add(this);
      if (!known.has(this)) this.once('close', () => compressing.delete(this));
      known.add(this);
      transform.call(this, chunk, encoding, (...result) => {
        compressing.delete(this);
        done(...result);
      });
    };
  }

  get isBusy(): boolean {
    return this.#underWay.size > 0 || this.#inThreads.size > 0 || this.#compressing.size > 0;
  }

  /** From now on, the requests to this origin that are under way do not count: their peer is silent for good. */
  giveUp(origin: string): void {
    for (const request of this.#underWay) {
      const { protocol, host, port } = requestOf(request);
      if (`${protocol}//${host}:${port}` === origin) this.#underWay.delete(request);
    }
  }

  close(): void {
    ZLIB_STREAM._transform = this.#transform;
    this.#threads.disable();
    for (const [channel, listener] of this.#listeners) diagnostics.unsubscribe(channel, listener);
  }
}

function requestOf(request: object): { protocol: string; host: string; port: string } {
  const { protocol = '', host = '', getHeader } = request as Partial<ClientRequest>;
  const header = getHeader ? String(getHeader.call(request, 'host')) : '';
  return { protocol, host, port: header.split(':')[1] ?? '' };
}
