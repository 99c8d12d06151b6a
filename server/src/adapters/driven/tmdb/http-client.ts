import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import axios, { isAxiosError, type AxiosInstance } from 'axios';
import * as z from 'zod';
import { ProviderFailure, type FailureReason } from '../../../resilience/provider-failure.ts';
import { traced } from '../telemetry/request-context.ts';

/**
 * The maximum size of an answer, in bytes. A page takes about 15 kB, and a movie with all its credits takes about
 * 200 kB, so anything far larger does not come from TMDB.
 */
const MAX_BYTES = 4 * 1024 * 1024;

const decompress = promisify(gunzip);

const errorBodySchema = z.looseObject({
  success: z.boolean().optional().catch(undefined),
  status_code: z.int().optional().catch(undefined),
});

/**
 * TMDB's own error codes (themoviedb.org/documentation/api/status-codes and developer.themoviedb.org/docs/errors). An
 * answer with status 200 can have such a code too.
 */
const TMDB_CODES: readonly (readonly [FailureReason, readonly number[]])[] = [
  ['not-found', [6, 21, 34, 37]],
  ['unauthorised', [3, 7, 10, 14, 16, 17, 30, 31, 32, 33, 35, 36, 38, 39, 45]],
  ['rate-limited', [25]],
  ['timeout', [24]],
  ['server-error', [2, 9, 11, 15, 43, 44, 46]],
];

/** HTTP client for TMDB. Each request returns a JSON value or throws a failure. */
export class TmdbHttpClient {
  readonly #axios: AxiosInstance;

  /** @param baseUrl URL of the API, with or without the version `/3` at the end */
  constructor(baseUrl: string) {
    this.#axios = axios.create({
      baseURL: `${baseUrl.replace(/(?:\/+3)?\/*$/, '')}/3`,
      adapter: 'http',
      responseType: 'arraybuffer',
      maxContentLength: MAX_BYTES,
      maxRedirects: 0,
      validateStatus: () => true,
      headers: { accept: 'application/json', 'user-agent': 'Marquee' },
    });
  }

  /** @throws ProviderFailure */
  get(path: string, params: Readonly<Record<string, string>>, token: string, signal: AbortSignal): Promise<unknown> {
    // The path and the parameters are values of a request, so the trace does not have them.
    return traced({ service: 'TMDB', operation: 'GET' }, () => this.#get(path, params, token, signal));
  }

  async #get(
    path: string,
    params: Readonly<Record<string, string>>,
    token: string,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { status, headers, data } = await this.#axios
      .get<Buffer>(path, { params: new URLSearchParams(params), signal, headers: { authorization: `Bearer ${token}` } })
      .catch((error: unknown) => {
        throw toFailure(error, signal);
      });
    const body = await parse(data);
    const error = errorBodySchema.safeParse(body).data;
    if (status === 200 && body !== undefined && error?.success !== false) return body;
    const tmdbCode = error?.status_code;
    throw new ProviderFailure(reasonOf(status, tmdbCode), {
      status,
      providerCode: tmdbCode === undefined ? undefined : `TMDB code ${String(tmdbCode)}`,
      retryAfterMs: parseRetryAfter(String(headers['retry-after'] ?? '')),
    });
  }
}

function reasonOf(status: number, tmdbCode: number | undefined): FailureReason {
  if (status === 401 || status === 403) return 'unauthorised';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server-error';
  const byCode = TMDB_CODES.find(([, codes]) => tmdbCode !== undefined && codes.includes(tmdbCode));
  // A 404 without one of TMDB's codes comes from a wrong address or a proxy, and says nothing about the movie.
  return byCode?.[0] ?? (status === 200 ? 'unreadable' : 'refused');
}

/** @returns `undefined` when the data is not JSON */
async function parse(data: Buffer): Promise<unknown> {
  try {
    // In May 2026 TMDB's CDN compressed responses without a header that said so. For a day, all clients that trusted
    // the headers failed.
    const isCompressed = data[0] === 0x1f && data[1] === 0x8b;
    const bytes = isCompressed ? await decompress(data, { maxOutputLength: MAX_BYTES }) : data;
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function toFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (signal.aborted) return new ProviderFailure('timeout');
  const networkCode = isAxiosError(error) ? error.code : undefined;
  // Error codes of zlib begin with Z_. They occur when the headers say that the response is compressed, but it is not.
  return new ProviderFailure(networkCode?.startsWith('Z_') ? 'unreadable' : 'unreachable', { networkCode });
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
