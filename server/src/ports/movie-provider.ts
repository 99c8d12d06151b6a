import type { MarqueeError } from '../domain/errors.ts';
import type { MovieDetails, MoviePage } from '../domain/movie.ts';
import type { MovieRequest } from '../domain/movie-request.ts';

/**
 * An external source of movies. Every call may cost quota. A call rejects only with a MarqueeError, which never
 * contains the provider's key:
 *
 * - `not-configured`: there is no key; the message says what to do
 * - `misconfigured`: the key cannot be read, or the provider refuses it; the message says what to do
 * - `upstream-unavailable`: the provider does not answer, asks to call later, or is not called for a while after
 *   failures (see `retryAfterSec`)
 * - `upstream-timeout`: the signal aborted, or every attempt took too long
 * - `upstream-invalid`: the provider's answer cannot be understood
 */
export interface MovieProvider {
  /**
   * The provider's name, for example `example`. It is part of every cache key, so that two providers never share an
   * entry. The name must therefore never change.
   */
  readonly name: string;

  /**
   * The error with which a call would certainly be rejected now. This instance knows the error without calling the
   * provider: its kind is `not-configured` if there is no key, and `upstream-unavailable` while the provider is not
   * called because it failed too often.
   *
   * @returns `undefined` if a call makes sense
   */
  refusal(): MarqueeError | undefined;

  /** Whether this instance has read the provider's key. It reads the key at the first call. */
  hasKey(): boolean;

  search(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage>;

  /** @returns `undefined` if the provider has no such movie */
  details(
    request: Extract<MovieRequest, { operation: 'details' }>,
    signal: AbortSignal,
  ): Promise<MovieDetails | undefined>;
}
