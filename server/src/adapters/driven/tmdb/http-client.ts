import * as z from 'zod';
import { ProviderFailure, type FailureReason } from '../../../resilience/provider-failure.ts';
import { isDenied, JsonHttpClient } from '../provider-http/json-http-client.ts';
import { traced } from '../telemetry/request-context.ts';

const errorBodySchema = z.looseObject({
  success: z.boolean().optional().catch(undefined),
  status_code: z.int().optional().catch(undefined),
  status_message: z.string().optional().catch(undefined),
});

/**
 * TMDB's own error codes (themoviedb.org/documentation/api/status-codes and developer.themoviedb.org/docs/errors). An
 * answer with status 200 can have such a code too. Code 44 comes with status 500, but says that the id is invalid.
 */
const TMDB_CODES: readonly (readonly [FailureReason, readonly number[]])[] = [
  ['not-found', [6, 21, 34, 37, 44]],
  ['unauthorised', [3, 7, 10, 14, 16, 17, 30, 31, 32, 33, 35, 36, 38, 39, 45]],
  ['rate-limited', [25]],
  ['timeout', [24]],
  ['server-error', [2, 9, 11, 15, 43, 46]],
];

/** HTTP client for TMDB. Each request returns a JSON value or throws a failure. */
export class TmdbHttpClient {
  readonly #client: JsonHttpClient;

  /** @param baseUrl URL of the API, with or without the version `/3` at the end */
  constructor(baseUrl: string) {
    this.#client = new JsonHttpClient(`${baseUrl.replace(/(?<!\/)(?:\/+3)?\/*$/, '')}/3`);
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
    const authorization = { authorization: `Bearer ${token}` };
    const { status, body, retryAfterMs } = await this.#client.get(path, params, authorization, signal);
    const error = errorBodySchema.safeParse(body).data;
    const tmdbCode = error?.status_code;
    const isError = error?.success === false || tmdbCode !== undefined;
    if (status === 200 && body !== undefined && !isError) return body;
    throw new ProviderFailure(body === undefined && status === 200 ? 'unreadable' : reasonOf(status, error), {
      status,
      providerCode: tmdbCode === undefined ? undefined : `TMDB code ${String(tmdbCode)}`,
      retryAfterMs,
    });
  }
}

/** @param error absent or without a message: the answer is not TMDB's, but that of its CDN, a proxy or a wrong address */
function reasonOf(status: number, error: z.output<typeof errorBodySchema> | undefined): FailureReason {
  const code = error?.status_code;
  const byCode = TMDB_CODES.find(([, codes]) => code !== undefined && codes.includes(code));
  if (byCode) return byCode[0];
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server-error';
  if (isDenied(status)) return error?.status_message === undefined ? 'blocked' : 'unauthorised';
  return 'refused';
}
