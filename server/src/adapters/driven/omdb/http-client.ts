import * as z from 'zod';
import { ProviderFailure, type FailureReason } from '../../../resilience/provider-failure.ts';
import { isDenied, JsonHttpClient } from '../provider-http/json-http-client.ts';
import { traced } from '../telemetry/request-context.ts';

/** OMDb says in the body whether it has an answer. Even an error has status 200, unless it concerns the key. */
const bodySchema = z.union([
  z.looseObject({ Response: z.literal('True') }),
  z.looseObject({ Response: z.literal('False'), Error: z.string().catch('') }),
]);

/**
 * What OMDb's errors mean. OMDb has no codes, and documents no texts. These texts are quoted in its issues
 * (github.com/omdbapi/OMDb-API): 55 and 126 (limit), 316 (key), 47 and 57 (a movie that OMDb does not have), 121 and 204
 * (an id above those that OMDb knows). Only their beginning counts, because some errors repeat what was searched for (125).
 */
const ERRORS: readonly (readonly [RegExp, FailureReason])[] = [
  [/^(?:\w+ ){0,2}limit reached/i, 'rate-limited'],
  [/^(?:invalid|no) api key/i, 'unauthorised'],
  [/^(?:\w+ ){1,4}not found|^incorrect imdb id|^error getting data/i, 'not-found'],
];

/** A search that finds too many movies gets none of them (issue 36). This mostly happens below three letters. */
const TOO_MANY = /^too many results/i;

/**
 * When OMDb's limit of calls a day is reached, it does not say when the next day begins. So after this time a call finds
 * out.
 */
const LIMIT_PAUSE_MS = 600_000;

export type OmdbAnswer = { readonly type: 'found'; readonly body: unknown } | { readonly type: 'too-many' };

/** HTTP client for OMDb. */
export class OmdbHttpClient {
  readonly #client: JsonHttpClient;

  constructor(url: string) {
    this.#client = new JsonHttpClient(url);
  }

  /** @throws ProviderFailure */
  get(params: Readonly<Record<string, string>>, key: string, signal: AbortSignal): Promise<OmdbAnswer> {
    // The parameters are values of a request, so the trace does not have them.
    return traced({ service: 'OMDb', operation: 'GET' }, () => this.#get(params, key, signal));
  }

  async #get(params: Readonly<Record<string, string>>, key: string, signal: AbortSignal): Promise<OmdbAnswer> {
    const given = { ...params, r: 'json', apikey: key };
    const { status, body: json, retryAfterMs } = await this.#client.get('', given, {}, signal);
    const body = bodySchema.safeParse(json).data;
    if (status === 200 && body?.Response === 'True') return { type: 'found', body };
    const error = body?.Response === 'False' ? body.Error : undefined;
    if (error !== undefined && TOO_MANY.test(error)) return { type: 'too-many' };
    const reason = json === undefined && status === 200 ? 'unreadable' : reasonOf(status, error);
    const pauseMs = reason === 'rate-limited' ? LIMIT_PAUSE_MS : undefined;
    throw new ProviderFailure(reason, { status, retryAfterMs: retryAfterMs ?? pauseMs });
  }
}

/** @param error OMDb's text. Absent: the body is not OMDb's */
function reasonOf(status: number, error: string | undefined): FailureReason {
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server-error';
  const byText = ERRORS.find(([text]) => error !== undefined && text.test(error));
  if (byText) return byText[1];
  if (isDenied(status)) return error === undefined ? 'blocked' : 'unauthorised';
  return status === 200 && error === undefined ? 'unusable' : 'refused';
}
