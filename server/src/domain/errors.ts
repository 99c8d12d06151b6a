/**
 * The kind of a failure, independent of any transport. Each driving adapter has one table from kinds to its own codes.
 *
 * - `bad-request`: a parameter or cursor is malformed
 * - `invalid`: a document is well-formed but breaks a rule
 * - `unauthenticated`: the token is not accepted
 * - `forbidden`: the token is accepted but does not allow this operation
 * - `not-configured`: the operator has not set up this operation; that is a decision and not a failure
 * - `misconfigured`: the operation is set up, but with something that does not work, such as a key that is refused
 * - `upstream-invalid`: another system sent an answer that cannot be used
 */
export type ErrorKind =
  | 'bad-request'
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'precondition-required'
  | 'unauthenticated'
  | 'forbidden'
  | 'rate-limited'
  | 'not-configured'
  | 'misconfigured'
  | 'upstream-invalid'
  | 'upstream-timeout'
  | 'upstream-unavailable';

/** An input other than the document and the parameters. Each transport has its own name for it. */
export type Input = 'expected-version' | 'idempotency-key';

/** Where a value came from: a JSON Pointer (RFC 6901) into the document, the name of a parameter, or another input. */
type FaultLocation = { readonly pointer: string } | { readonly parameter: string } | { readonly input: Input };

/** One broken rule. `detail` may be shown to the client and never repeats the offending value. */
export type Fault = FaultLocation & { readonly detail: string };

/** The maximum number of faults in an error. The limit keeps a hostile document from producing a large error. */
const MAX_FAULTS = 20;

type ErrorOptions = {
  readonly faults?: readonly Fault[];
  readonly cause?: unknown;
  /** After how many seconds a retry makes sense: a whole number, 1 or more. Absent when unknown. */
  readonly retryAfterSec?: number | undefined;
};

/**
 * The only error that the core throws on purpose. `code` is a stable literal for programs. `message` is a sentence for
 * people and is safe to show to any client. `cause` is only for the log and is never sent to a client.
 */
export class MarqueeError extends Error {
  readonly brand = 'marquee-error';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly faults: readonly Fault[];
  readonly retryAfterSec: number | undefined;

  constructor(kind: ErrorKind, code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MarqueeError';
    this.kind = kind;
    this.code = code;
    this.faults = (options.faults ?? []).slice(0, MAX_FAULTS);
    this.retryAfterSec = options.retryAfterSec;
  }
}

/** Recognizes the error by its brand, because `instanceof` fails across two copies of a bundle. */
export function isMarqueeError(error: unknown): error is MarqueeError {
  return error instanceof Error && 'brand' in error && error.brand === 'marquee-error';
}

/** The `code` that runtimes and libraries put on their errors; `undefined` if there is none. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

export function filmNotFound(id: string): MarqueeError {
  return new MarqueeError('not-found', 'film-not-found', `There is no film with the id "${id}".`);
}

export function personNotFound(name: string): MarqueeError {
  return new MarqueeError('not-found', 'person-not-found', `Nobody in the catalogue has the name "${name}".`);
}

export function filmIdTaken(id: string): MarqueeError {
  return new MarqueeError('conflict', 'film-id-taken', `A film with the id "${id}" already exists.`, {
    faults: [{ pointer: '/id', detail: 'is taken; leave it out to get a generated id' }],
  });
}

/** The film has changed since the client read it. The client should read it again and then decide. */
export function versionConflict(id: string): MarqueeError {
  return new MarqueeError(
    'precondition-failed',
    'version-conflict',
    `The film "${id}" has changed since it was read.`,
    {
      faults: [{ input: 'expected-version', detail: 'does not name the current version; read the film again' }],
    },
  );
}

export function invalidParameter(parameter: string, detail: string): MarqueeError {
  return new MarqueeError('bad-request', 'invalid-parameter', `The parameter "${parameter}" ${detail}.`, {
    faults: [{ parameter, detail }],
  });
}

export function invalidFilm(faults: readonly Fault[]): MarqueeError {
  return new MarqueeError('invalid', 'invalid-film', 'The film breaks the rules listed under errors.', { faults });
}

/** The film store did not answer or had no capacity left. Nothing was written, so it makes sense to retry. */
export function storeUnavailable(cause: unknown): MarqueeError {
  return new MarqueeError('upstream-unavailable', 'store-unavailable', 'The film store does not answer. Try again.', {
    cause,
  });
}

/** The earlier pages were made with the synopses, so this page cannot be made without them. */
export function synopsesUnavailable(retryAfterSec: number): MarqueeError {
  return new MarqueeError(
    'upstream-unavailable',
    'synopses-unavailable',
    'The synopses cannot be read. This page needs them, because the first page was made with them. Try again.',
    { retryAfterSec },
  );
}

/**
 * A change was sent to the film store. The store may have made it, or may still make it if the request arrives late.
 */
export function writeOutcomeUnknown(cause: unknown): MarqueeError {
  return new MarqueeError(
    'upstream-unavailable',
    'write-outcome-unknown',
    'The film store does not answer, so it is not known whether the change was made. Read the film before you try again.',
    { cause },
  );
}

/** A request that changes nothing took longer than the API allows. */
export function upstreamTimeout(cause: unknown): MarqueeError {
  return new MarqueeError('upstream-unavailable', 'upstream-timeout', 'The answer takes too long. Try again.', {
    cause,
  });
}

export function movieNotFound(id: number): MarqueeError {
  return new MarqueeError('not-found', 'movie-not-found', `The provider has no movie with the id ${String(id)}.`);
}

/** More requests wait for the provider than may wait at once. */
export function providerBusy(): MarqueeError {
  return new MarqueeError('upstream-unavailable', 'provider-busy', 'Too many movie searches at once. Try again.', {
    retryAfterSec: 1,
  });
}

/** @param message the reason, an ASCII sentence without double quotes that never repeats any part of the token */
export function invalidToken(message: string): MarqueeError {
  return new MarqueeError('unauthenticated', 'invalid-token', message);
}

/** The token issuer did not return its keys, or may not be asked for them now, so the token can be neither accepted nor rejected. */
export function issuerUnavailable(retryAfterSec: number, cause?: unknown): MarqueeError {
  return new MarqueeError(
    'upstream-unavailable',
    'issuer-unavailable',
    'The token is signed with a key that is not known, and the issuer does not answer or was asked too often. Try again.',
    { retryAfterSec, cause },
  );
}
