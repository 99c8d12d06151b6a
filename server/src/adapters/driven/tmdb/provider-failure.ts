import { MarqueeError } from '../../../domain/errors.ts';

/**
 * - `unreachable`: no connection, or it broke off
 * - `timeout`: nothing in time
 * - `server-error`: 5xx
 * - `rate-limited`: 429
 * - `unauthorised`: the key is refused
 * - `not-found`: there is no such thing, in TMDB's own words
 * - `refused`: it does not like the request
 * - `unreadable`: no JSON, or not of the form that is documented
 */
export type FailureReason =
  'unreachable' | 'timeout' | 'server-error' | 'rate-limited' | 'unauthorised' | 'not-found' | 'refused' | 'unreadable';

type Details = {
  readonly status?: number | undefined;
  /** TMDB's own number: developer.themoviedb.org/docs/errors. */
  readonly tmdbCode?: number | undefined;
  /** Node's or axios's name of a connection error. */
  readonly networkCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** The whole call is over, not just this try. */
  readonly isFinal?: boolean;
};

/** A longer Retry-After than this is passed on to the client rather than waited for. */
const LONGEST_WAIT_MS = 3_000;

/**
 * One failed try. Made of numbers and codes alone: axios's errors hold the request with its key, and the provider's
 * texts may repeat it, so neither is ever kept.
 */
export class ProviderFailure extends Error {
  readonly reason: FailureReason;
  readonly retryAfterMs: number | undefined;
  readonly isFinal: boolean;

  constructor(reason: FailureReason, { status, tmdbCode, networkCode, retryAfterMs, isFinal = false }: Details = {}) {
    const parts = [
      reason,
      status === undefined ? undefined : `status ${String(status)}`,
      tmdbCode === undefined ? undefined : `TMDB code ${String(tmdbCode)}`,
      networkCode,
    ];
    super(parts.filter((part) => part !== undefined).join(', '));
    this.name = 'ProviderFailure';
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
    this.isFinal = isFinal;
  }
}

/** Whether a further try may help. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof ProviderFailure &&
    !error.isFinal &&
    ['unreachable', 'timeout', 'server-error', 'rate-limited'].includes(error.reason) &&
    (error.retryAfterMs ?? 0) <= LONGEST_WAIT_MS
  );
}

/** Whether it speaks against the provider rather than against the request. */
export function isOutage(error: unknown): boolean {
  return error instanceof ProviderFailure && !['not-found', 'refused'].includes(error.reason);
}

/** The error that the core knows; `not-found` is none and has no place here. */
export function toMarqueeError(failure: ProviderFailure): MarqueeError {
  const { reason, retryAfterMs } = failure;
  const options = (otherwiseSec: number) => ({
    cause: failure,
    retryAfterSec: retryAfterMs === undefined ? otherwiseSec : Math.max(1, Math.ceil(retryAfterMs / 1_000)),
  });
  switch (reason) {
    case 'timeout':
      return new MarqueeError('upstream-timeout', 'provider-timeout', TEXTS.timeout, options(5));
    case 'rate-limited':
      return new MarqueeError('upstream-unavailable', 'provider-rate-limited', TEXTS.rateLimited, options(10));
    case 'unauthorised':
      return new MarqueeError('not-configured', 'provider-key-refused', TEXTS.unauthorised, { cause: failure });
    case 'refused':
    case 'not-found':
      return new MarqueeError('upstream-invalid', 'provider-refused', TEXTS.refused, options(60));
    case 'unreadable':
      return new MarqueeError('upstream-invalid', 'provider-unreadable', TEXTS.unreadable, options(5));
    case 'unreachable':
    case 'server-error':
      return new MarqueeError('upstream-unavailable', 'provider-unavailable', TEXTS.unavailable, options(5));
  }
}

/** @param remainingMs until a call is tried again */
export function breakerOpen(remainingMs: number): MarqueeError {
  return new MarqueeError(
    'upstream-unavailable',
    'provider-breaker-open',
    'The movie provider has failed again and again and is left alone for some seconds. Try again later.',
    { retryAfterSec: Math.max(1, Math.ceil(remainingMs / 1_000)) },
  );
}

const TEXTS = {
  timeout: 'The movie provider takes too long. Try again.',
  rateLimited: 'The movie provider takes no more requests for now. Try again later.',
  unauthorised:
    'The movie provider refuses its key. The operator should give a valid TMDB read access token: in MARQUEE_TMDB_TOKEN ' +
    'on a single machine, or in the SSM parameter that MARQUEE_TMDB_TOKEN_PARAMETER names.',
  refused: 'The movie provider refuses this request.',
  unreadable: 'The movie provider answers with something that cannot be read. Try again later.',
  unavailable: 'The movie provider does not answer. Try again.',
};
