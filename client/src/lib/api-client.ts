import { ApiError } from './api-error.ts';
import type { Problem } from './api-types.gen.ts';
import { sendRequest } from './send-request.ts';
import { texts } from './texts.ts';

/**
 * After this time the API counts as not responding. The API ends each request after 18 s, and CloudFront sends an old
 * answer, if it has one, after 22 s.
 */
const TIMEOUT_MS = 25_000;

type QueryValue = string | number | readonly string[] | undefined;

export type ApiRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absent, empty and `undefined` values are left out. Arrays become repeated parameters. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Aborts the request when its answer is no longer wanted. */
  readonly signal?: AbortSignal;
};

export type ApiAnswer = {
  /** Parsed JSON; `undefined` if there is none, as after a deletion. */
  readonly body: unknown;
  /** Version of a film, for If-Match. */
  readonly etag: string | undefined;
  /** Age of the answer in seconds, if it came from a cache of the API. */
  readonly ageSec: number | undefined;
};

/**
 * Sends one request to the API of this origin.
 *
 * @param path under the origin, such as `/v1/films`
 * @throws ApiError for any answer other than 2xx; if `signal` aborts the request, the signal's own reason is thrown
 */
export async function callApi(path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
  const { method = 'GET', query = {}, headers = {}, body, signal } = request;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await sendRequest(path + toQueryString(query), {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text);
    const age = response.headers.get('age');
    return {
      body: text === '' ? undefined : parse(text, response.status),
      etag: response.headers.get('etag') ?? undefined,
      ageSec: age === null ? undefined : Number(age),
    };
  } catch (error) {
    if (signal?.aborted === true || error instanceof ApiError) throw error;
    if (timeout.aborted) throw new ApiError('timeout', texts.errors.timeout, 0, undefined, { cause: error });
    throw new ApiError('unreachable', texts.errors.unreachable, 0, undefined, { cause: error });
  }
}

/** The attributes that an answer must have so that the page can show it, and the type of each attribute. */
export type Shape<T> = Readonly<Partial<Record<keyof T & string, 'array' | 'object' | 'string' | 'number'>>>;

/** Sends a GET request whose answer is an object of this shape. */
export async function getJson<T extends object>(
  path: string,
  shape: Shape<T>,
  request: Pick<ApiRequest, 'query' | 'signal'> = {},
): Promise<T> {
  const { body } = await callApi(path, request);
  return ofShape(body, shape);
}

/**
 * Checks the attributes in `shape` and returns the answer as its type. This is not a full check, but it ensures that
 * everything that the page uses as a list is a list.
 *
 * @throws ApiError of the kind `garbage` if an attribute is missing or of the wrong type
 */
export function ofShape<T extends object>(body: unknown, shape: Shape<T>): T {
  const values = new Map<string, unknown>(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  for (const [name, type] of Object.entries(shape)) {
    const value = values.get(name);
    const isRight = type === 'array' ? Array.isArray(value) : typeof value === type && value !== null;
    if (!isRight) throw new ApiError('garbage', texts.errors.unexpectedAnswer, 200);
  }
  return body as T;
}

/** @returns the query string with its leading `?`, or an empty string */
function toQueryString(query: Readonly<Record<string, QueryValue>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)])
      parameters.append(name, one);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError('garbage', texts.errors.unexpectedAnswer, status, undefined, { cause: error });
  }
}

/**
 * Turns an unsuccessful answer into an error. The answer is either a problem from our API, or an error page from a
 * proxy between the page and the API.
 */
function refusal(status: number, text: string): ApiError {
  try {
    const problem = JSON.parse(text) as Partial<Problem> | null;
    if (typeof problem?.code === 'string' && typeof problem.detail === 'string') {
      return new ApiError('problem', problem.detail, status, problem as Problem);
    }
  } catch {
    // The text is not JSON, so it is not from our API.
  }
  return new ApiError('garbage', texts.errors.serverProblem, status);
}
