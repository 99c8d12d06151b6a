import type { RunningProduct } from '../start-product.ts';
import type { ReplayRequest } from './requests.ts';

/** Headers that differ between two runs of the same product, such as the time and the age of a cached movie. */
const VARYING_HEADERS = ['date', 'connection', 'keep-alive', 'content-length', 'age', 'cache-status'];
/** JSON keys whose values differ between two runs of the same product: times, ids and counts. */
const VARYING_KEYS = new Set(['tookMs', 'requestId', 'storedAt', 'expiresAt', 'hits']);
/** JSON keys of text for people. A refactoring may reword this text, which also changes `content-length`. */
const WORDING_KEYS = new Set(['title', 'detail', 'description', 'summary']);

/**
 * One of the two products whose answers are compared. It keeps the last cursor and the last ETag that the product
 * returned, because later requests need them.
 */
export class ReplaySide {
  readonly #product: RunningProduct;
  #cursor = '';
  #etag = '"1"';

  constructor(product: RunningProduct) {
    this.#product = product;
  }

  /** @returns status, headers and body as one JSON text, without the parts that vary */
  async answer({ method, target, headers, body, signedIn }: ReplayRequest): Promise<string> {
    const sent = Object.entries(headers).map(([name, value]) => [name, value.replace('{etag}', this.#etag)] as const);
    const response = await fetch(
      `${this.#product.url}${target.replace('{cursor}', encodeURIComponent(this.#cursor))}`,
      {
        method,
        headers: { ...Object.fromEntries(sent), ...(signedIn && { authorization: `Bearer ${this.#product.token}` }) },
        ...(body !== undefined && { body }),
      },
    );
    const text = await response.text();
    this.#etag = response.headers.get('etag') ?? this.#etag;
    const kept = [...response.headers].filter(([name]) => !VARYING_HEADERS.includes(name));
    return JSON.stringify([response.status, withoutPorts(kept), this.#bodyWithoutWhatVaries(text, response.headers)]);
  }

  #bodyWithoutWhatVaries(text: string, headers: Headers): unknown {
    const type = headers.get('content-type') ?? '';
    // The answer to HEAD has a content type but no body.
    if (text === '' || !type.includes('json')) return withoutPorts(text);
    const body = JSON.parse(text) as { nextCursor?: string; openapi?: string };
    this.#cursor = body.nextCursor ?? this.#cursor;
    // In a film, `title` is data and not text for people.
    const isProse = type.includes('problem') || body.openapi !== undefined;
    return withoutPorts(
      JSON.stringify(body, (key, value: unknown) =>
        VARYING_KEYS.has(key) || (isProse && WORDING_KEYS.has(key) && typeof value === 'string') ? undefined : value,
      ),
    );
  }
}

/** Removes ports from an answer, because the development issuer listens on a different port at every start. */
function withoutPorts(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1');
}
