import { isMarqueeError, type ErrorKind, type Fault, type Input } from '../../../domain/errors.ts';
import type { ApiResponse } from './api-request.ts';

/** One entry of `errors` in a problem: a broken rule, and which input broke it. */
type HttpFault = Exclude<Fault, { readonly input: Input }> | { readonly header: string; readonly detail: string };

/** The HTTP header of each input. The core does not know headers and gives these inputs names of its own. */
const HEADER_OF: Record<Input, string> = { 'expected-version': 'If-Match', 'idempotency-key': 'Idempotency-Key' };

/** A failure that exists only in HTTP: no such route, a wrong method or media type, a body that is too large. */
export class HttpProblem extends Error {
  readonly brand = 'http-problem';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly HttpFault[];

  constructor(
    status: number,
    code: string,
    message: string,
    { headers = {}, faults = [] }: { headers?: Readonly<Record<string, string>>; faults?: readonly HttpFault[] } = {},
  ) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.faults = faults;
  }
}

/** Maps kinds of failure to status codes (RFC 9110, RFC 6585). This is the only table that does so. */
const STATUS_OF: Record<ErrorKind, number> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  // Not 501 or 503, because alarms watch the number of 5xx answers.
  'not-configured': 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  invalid: 422,
  'precondition-required': 428,
  'rate-limited': 429,
  'upstream-invalid': 502,
  misconfigured: 503,
  'upstream-unavailable': 503,
  'upstream-timeout': 504,
};

/**
 * A copy of the reason phrases of node:http. Importing that module instead would add about 40 ms to a cold start (on a
 * busy core).
 */
export const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Entity',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Seconds after which a client may retry, if the error itself does not say when. */
const RETRY_AFTER_SEC = 1;

type ProblemParts = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults?: readonly HttpFault[];
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Converts any thrown value to a problem (RFC 9457). If the error is not ours, the client gets only the request id. The
 * log has the error under this id.
 */
export function problemOf(error: unknown, requestId: string): ApiResponse {
  const { status, code, detail, faults = [], headers = {} } = partsOf(error);
  return {
    status,
    headers: { 'cache-control': 'no-store', ...headers, 'content-type': 'application/problem+json' },
    body: {
      type: 'about:blank',
      title: TITLES[status] ?? 'Error',
      status,
      detail,
      code,
      requestId,
      ...(faults.length > 0 && { errors: faults }),
    },
  };
}

function partsOf(error: unknown): ProblemParts {
  if (isHttpProblem(error)) {
    const { status, code, message: detail, faults, headers } = error;
    return { status, code, detail, faults, headers };
  }
  if (isMarqueeError(error)) {
    const { kind, code, message: detail, faults, retryAfterSec } = error;
    const waitSec = retryAfterSec ?? (kind.startsWith('upstream-') ? RETRY_AFTER_SEC : undefined);
    const headers: Record<string, string> = {
      ...(waitSec !== undefined && { 'retry-after': String(waitSec) }),
      // RFC 6750, section 3.1
      ...(kind === 'unauthenticated' && {
        'www-authenticate': `Bearer realm="marquee", error="invalid_token", error_description="${detail}"`,
      }),
    };
    return { status: STATUS_OF[kind], code, detail, faults: faults.map(toHttpFault), headers };
  }
  const parserStatus = middyStatus(error);
  if (parserStatus === 422)
    return {
      status: 422,
      code: 'invalid-json',
      detail: 'The body is not well-formed JSON, or it has a forbidden key such as __proto__.',
      faults: [{ pointer: '', detail: 'must be well-formed JSON without the key __proto__' }],
    };
  return {
    status: 500,
    code: 'internal-error',
    detail: 'The server failed. The log has the error under the request id.',
  };
}

function toHttpFault(fault: Fault): HttpFault {
  return 'input' in fault ? { header: HEADER_OF[fault.input], detail: fault.detail } : fault;
}

function isHttpProblem(error: unknown): error is HttpProblem {
  return error instanceof Error && 'brand' in error && error.brand === 'http-problem';
}

/**
 * The status of an error that middy's body parser threw. The error's message and cause are not used, because they
 * contain the body.
 */
function middyStatus(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}
