import type { MarqueeError } from '../domain/errors.ts';
import type { MovieDetails, MoviePage } from '../domain/movie.ts';
import type { MovieRequest } from '../domain/movie-request.ts';

/**
 * An external source of movies. Every call may cost quota. It rejects only with a MarqueeError, which never contains the
 * provider's key:
 *
 * - `not-configured`: there is no key, or the provider refuses it; the message says what to do
 * - `upstream-unavailable`: the provider does not answer, refuses for now, or is not called for a while (see `retryAfterSec`)
 * - `upstream-timeout`: the signal aborted, or every attempt took too long
 * - `upstream-invalid`: the provider's answer cannot be understood
 */
export interface MovieProvider {
  /** Such as `example`. Part of every cache key, so that two providers never share an entry; hence it never changes. */
  readonly name: string;

  /**
   * The error with which a call would be rejected now, if this instance knows that without calling: kind
   * `not-configured` without a key, `upstream-unavailable` while the provider is not called after many failures.
   *
   * @returns `undefined` if a call makes sense
   */
  refusal(): MarqueeError | undefined;

  search(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage>;

  /** @returns `undefined` if the provider has no such movie */
  details(
    request: Extract<MovieRequest, { operation: 'details' }>,
    signal: AbortSignal,
  ): Promise<MovieDetails | undefined>;
}
