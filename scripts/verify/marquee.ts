import { setTimeout as delay } from 'node:timers/promises';
import { expectThat, Unexpected, type Json } from './expect.ts';
import { easiestFirst, filmsIn, MOST, type ListedFilm } from './listed-films.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** From the request to the last byte of the answer. */
  readonly ms: number;
};

export type Ask = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: Json;
};

export type MarqueeOptions = {
  /** An access token, for writes and purges. */
  readonly token?: string | undefined;
  /** Ends everything except the clean-up. */
  readonly signal: AbortSignal;
  /** How long it may take until every instance sees a change. Default: 30 s. */
  readonly eventuallyMs?: number | undefined;
};

/** How long a request may take. The API itself answers within 30 s. */
const TIMEOUT_MS = 35_000;

/** A running Marquee, seen from outside. */
export class Marquee {
  /** Without a path, and without a slash at the end. */
  readonly address: string;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
  readonly #eventuallyMs: number;
  #films: Promise<readonly ListedFilm[]> | undefined;

  constructor(address: string, { token, signal, eventuallyMs = 30_000 }: MarqueeOptions) {
    this.address = address;
    this.token = token;
    this.signal = signal;
    this.#eventuallyMs = eventuallyMs;
  }

  /** @throws Unexpected if the answer is an old one, which a cache sent in place of the API */
  async ask(path: string, ask: Ask = {}, signal = this.signal): Promise<Answer> {
    const { method = 'GET', headers = {}, body } = ask;
    const startedMs = performance.now();
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await response.text();
    expectFresh(response.headers);
    return { status: response.status, headers: response.headers, text, ms: performance.now() - startedMs };
  }

  /** Sends a request with the token. */
  write(method: string, path: string, { headers = {}, ...ask }: Ask = {}, signal = this.signal): Promise<Answer> {
    return this.ask(
      path,
      { ...ask, method, headers: { ...headers, authorization: `Bearer ${this.token ?? ''}` } },
      signal,
    );
  }

  /** @returns the JSON of an answer that must be 200 */
  async get(path: string): Promise<Json> {
    return jsonOf(await this.ask(path), 200);
  }

  /** Asks for what is stored now. No shared cache answers a request with a token. */
  askPastCaches(path: string): Promise<Answer> {
    return this.write('GET', path);
  }

  /** Repeats `look` until it succeeds. If it does not succeed in time, throws its last error. */
  async eventually<T>(look: () => Promise<T>): Promise<T> {
    const giveUpAtMs = performance.now() + this.#eventuallyMs;
    for (;;) {
      try {
        return await look();
      } catch (error) {
        if (!(error instanceof Unexpected) || performance.now() > giveUpAtMs) throw error;
      }
      await delay(500, undefined, { signal: this.signal });
    }
  }

  /** Films of this Marquee that the checks can search for, whichever catalogue it has. */
  films(): Promise<readonly ListedFilm[]> {
    this.#films ??= this.#listFilms().catch((error: unknown) => {
      this.#films = undefined;
      throw error;
    });
    return this.#films;
  }

  async #listFilms(): Promise<readonly ListedFilm[]> {
    const films = filmsIn(await this.get(`/v1/films?limit=${String(MOST)}`));
    expectThat(films.length > 0, 'it finds no films');
    return easiestFirst(films);
  }
}

/**
 * A cache in front of an API that fails sends an answer that is older than the answer allows (RFC 5861, section 4). Such
 * an answer says nothing about this API. Caches count whole seconds, so it may seem a second older than it is.
 */
function expectFresh(headers: Headers): void {
  const [, allowed] = /\bs-maxage=(\d+)/.exec(headers.get('cache-control') ?? '') ?? [];
  const age = Number(headers.get('age') ?? 0);
  const seen = `a cache sent an answer that is ${String(age)} s old, as it does while the API fails`;
  expectThat(allowed === undefined || age <= Number(allowed) + 1, seen);
}

/** @throws Unexpected if the status is not the expected one or the content is not a JSON object */
export function jsonOf({ status, text }: Answer, expected: number): Json {
  if (status !== expected) throw new Unexpected(`status ${String(status)}: ${excerptOf(text)}`);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    // Reported below.
  }
  throw new Unexpected(`status ${String(status)} with content that is not a JSON object: ${excerptOf(text)}`);
}

function excerptOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
