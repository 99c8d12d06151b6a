import { MarqueeError } from '../domain/errors.ts';

/**
 * Why an attempt failed.
 *
 * - `unreachable`: no connection, or the connection broke
 * - `timeout`: no answer in time
 * - `server-error`: the provider failed
 * - `rate-limited`: the provider accepts no more requests for now
 * - `unauthorised`: the provider itself says that the key is refused
 * - `blocked`: something in front of the provider stops the request, such as a CDN that excludes the country of
 *   this server, or a firewall that refuses the text. This says nothing about the key.
 * - `not-found`: the provider itself says that what was requested does not exist
 * - `refused`: the provider does not accept the request
 * - `unreadable`: the response is not JSON, for example because it was cut off
 * - `unusable`: the response is JSON, but does not have the documented form or contradicts itself
 */
export type FailureReason =
  | 'unreachable'
  | 'timeout'
  | 'server-error'
  | 'rate-limited'
  | 'unauthorised'
  | 'blocked'
  | 'not-found'
  | 'refused'
  | 'unreadable'
  | 'unusable';

type Details = {
  readonly status?: number | undefined;
  /** The provider's own error number, preceded by the provider's name, such as `Example code 34`. */
  readonly providerCode?: string | undefined;
  /** The code of a connection error, as the network stack names it. */
  readonly networkCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Whether the whole call has failed, so that no further attempt is made. Default: false. */
  readonly isFinal?: boolean;
  /** Whether the request itself may be the cause, because few others have failed. Default: false. */
  readonly isOfOneRequest?: boolean;
};

/**
 * The provider may ask us to pause. If the pause is longer than this, we do not wait, and tell the client how long to
 * wait instead.
 */
const LONGEST_WAIT_MS = 3_000;

/**
 * One failed attempt. It holds only numbers and codes. It keeps no error of the HTTP client, because such an error
 * contains the request with its key. It keeps no message of the provider either, because the message may repeat the
 * key.
 */
export class ProviderFailure extends Error {
  readonly reason: FailureReason;
  /** The status of the provider's answer. Absent without an answer. */
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isFinal: boolean;
  readonly isOfOneRequest: boolean;
  readonly #details: Details;

  constructor(reason: FailureReason, details: Details = {}) {
    const { status, providerCode, networkCode, retryAfterMs, isFinal = false, isOfOneRequest = false } = details;
    const parts = [reason, status === undefined ? undefined : `status ${String(status)}`, providerCode, networkCode];
    super(parts.filter((part) => part !== undefined).join(', '));
    this.name = 'ProviderFailure';
    this.reason = reason;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.isFinal = isFinal;
    this.isOfOneRequest = isOfOneRequest;
    this.#details = details;
  }

  /** The same failure, if the request itself may be the cause, such as a text that was searched for. */
  ofOneRequest(): ProviderFailure {
    if (!['unreachable', 'timeout', 'server-error'].includes(this.reason)) return this;
    return new ProviderFailure(this.reason, { ...this.#details, isOfOneRequest: true });
  }
}

/** Whether a further attempt may help. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof ProviderFailure &&
    !error.isFinal &&
    ['unreachable', 'timeout', 'server-error', 'rate-limited', 'unreadable'].includes(error.reason) &&
    (error.retryAfterMs ?? 0) <= LONGEST_WAIT_MS
  );
}

/**
 * Whether the provider or our key is the cause, and not the request. `blocked` and `unreadable` do not count: a firewall may
 * refuse texts that contain SQL, and a provider may send broken JSON for some films (docs/movies-cache.md). Such answers come
 * fast.
 */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof ProviderFailure &&
    !error.isOfOneRequest &&
    !['not-found', 'refused', 'unusable', 'unreadable', 'blocked'].includes(error.reason)
  );
}

/**
 * Converts a failure to the core's error type. `not-found` is not an error in the core, so the caller handles it first.
 *
 * @param keyRemedy what the operator should do when the key is refused, as a sentence
 */
export function toMarqueeError(failure: ProviderFailure, keyRemedy: string): MarqueeError {
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
      return new MarqueeError('misconfigured', 'provider-key-refused', `${TEXTS.unauthorised} ${keyRemedy}`, {
        cause: failure,
      });
    case 'blocked':
      return new MarqueeError('upstream-unavailable', 'provider-blocked', TEXTS.blocked, options(60));
    case 'refused':
    case 'not-found':
      return new MarqueeError('upstream-invalid', 'provider-refused', TEXTS.refused, options(60));
    case 'unreadable':
    case 'unusable':
      return new MarqueeError('upstream-invalid', 'provider-unreadable', TEXTS.unreadable, options(5));
    case 'unreachable':
    case 'server-error':
      return new MarqueeError('upstream-unavailable', 'provider-unavailable', TEXTS.unavailable, options(5));
  }
}

/** @param remainingMs the time until the provider is called again */
export function breakerOpen(remainingMs: number): MarqueeError {
  return new MarqueeError(
    'upstream-unavailable',
    'provider-breaker-open',
    'The movie provider failed several times in a row, so it is not called for some seconds. Try again later.',
    { retryAfterSec: Math.max(1, Math.ceil(remainingMs / 1_000)) },
  );
}

const TEXTS = {
  timeout: 'The movie provider takes too long. Try again.',
  rateLimited: 'The movie provider accepts no more requests for now. Try again later.',
  unauthorised: 'The movie provider refuses the key of this server.',
  blocked:
    'Something in front of the movie provider blocks this search: its text, or this server, for example for its country. The key is not the cause.',
  refused: 'The movie provider refuses this request.',
  unreadable: 'The response of the movie provider cannot be read. Try again later.',
  unavailable: 'The movie provider does not answer. Try again.',
};
