import type { MarqueeError } from '../domain/errors.ts';
import type { MovieDetails, MoviePage } from '../domain/movie.ts';
import type { MovieRequest } from '../domain/movie-request.ts';

/**
 * An external source of movies. Every call may cost quota. It rejects with a MarqueeError and nothing else, never with
 * anything that holds the provider's key:
 *
 * - `not-configured`: there is no key, or it is refused; the message says what to do
 * - `upstream-unavailable`: it does not answer, refuses for now, or is left alone (see `retryAfterSec`)
 * - `upstream-timeout`: the signal aborted, or every try took too long
 * - `upstream-invalid`: it answered with what cannot be understood
 */
export interface MovieProvider {
  /**
   * What a call would be rejected with at this moment, where this instance knows it without asking: kind
   * `not-configured` without a key, `upstream-unavailable` while it is left alone after many failures. `undefined`: a
   * call makes sense.
   */
  refusal(): MarqueeError | undefined;

  search(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage>;

  /** `undefined` when the provider has no such movie. */
  details(
    request: Extract<MovieRequest, { operation: 'details' }>,
    signal: AbortSignal,
  ): Promise<MovieDetails | undefined>;
}
