import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import axios, { isAxiosError, type AxiosInstance } from 'axios';
import { ProviderFailure } from '../../../resilience/provider-failure.ts';

/**
 * The maximum size of an answer, in bytes. A page takes about 15 kB, and a movie with all its credits takes about
 * 200 kB, so anything far larger does not come from a movie provider.
 */
const MAX_BYTES = 1024 * 1024;

const decompress = promisify(gunzip);

export type JsonAnswer = {
  readonly status: number;
  /** `undefined` if the answer is not JSON. */
  readonly body: unknown;
  /** The pause that the provider asks for; `undefined` if it asks for none. */
  readonly retryAfterMs: number | undefined;
};

/** HTTP client for an API that answers with JSON. It follows no redirect, because a redirect would take the key along. */
export class JsonHttpClient {
  readonly #axios: AxiosInstance;

  constructor(baseUrl: string) {
    this.#axios = axios.create({
      baseURL: baseUrl,
      adapter: 'http',
      responseType: 'arraybuffer',
      maxContentLength: MAX_BYTES,
      maxRedirects: 0,
      validateStatus: () => true,
      headers: { accept: 'application/json', 'user-agent': 'Marquee' },
    });
  }

  /**
   * Returns an answer of any status.
   *
   * @throws ProviderFailure if there is no answer
   */
  async get(
    path: string,
    params: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<JsonAnswer> {
    const answer = await this.#axios
      .get<Buffer>(path, { params: new URLSearchParams(params), signal, headers })
      .catch((error: unknown) => {
        throw toFailure(error, signal);
      });
    return {
      status: answer.status,
      body: await parse(answer.data),
      retryAfterMs: parseRetryAfter(String(answer.headers['retry-after'] ?? '')),
    };
  }
}

/**
 * Whether the status says that the caller may not have the answer. Who says so, and whether the key is the reason, only
 * the body can tell.
 */
export function isDenied(status: number): boolean {
  return status === 401 || status === 403 || status === 451;
}

/** @returns `undefined` when the data is not JSON */
async function parse(data: Buffer): Promise<unknown> {
  try {
    // In May 2026 TMDB's CDN compressed responses without a header that said so. For a day, all clients that trusted
    // the headers failed.
    const isCompressed = data[0] === 0x1f && data[1] === 0x8b;
    const bytes = isCompressed ? await decompress(data, { maxOutputLength: MAX_BYTES }) : data;
    // The decoder drops a byte order mark, which JSON.parse refuses.
    const text = new TextDecoder().decode(bytes);
    return parseText(text) ?? parseText(repair(text));
  } catch {
    return undefined;
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Repairs what OMDb's JSON has wrong in the plots of some films: control characters, and backslashes that begin no escape
 * (github.com/omdbapi/OMDb-API/issues/53).
 */
function repair(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\\(["\\/bfnrt]|u[\da-fA-F]{4})?/g, (found, escaped?: string) => (escaped === undefined ? '\\\\' : found));
}

function toFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (signal.aborted) return new ProviderFailure('timeout');
  const networkCode = isAxiosError(error) ? error.code : undefined;
  // Error codes of zlib begin with Z_. They occur when the headers say that the response is compressed, but it is not.
  // Axios has no code of its own for an answer that is too large.
  const isUnreadable = networkCode?.startsWith('Z_') === true || messageOf(error).startsWith('maxContentLength');
  return new ProviderFailure(isUnreadable ? 'unreadable' : 'unreachable', { networkCode });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/**
 * Parses seconds or a date (RFC 9110, section 10.2.3).
 *
 * @returns milliseconds; `undefined` if the header is absent or invalid
 */
function parseRetryAfter(header: string): number | undefined {
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1_000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - Date.now());
}
