import type { MovieDetails, MoviePage } from '../domain/movie.ts';
import type { MovieRequest } from '../domain/movie-request.ts';

/**
 * - `not-configured`: it cannot be called, and no answer of it, cached or not, may be served
 * - `breaker-open`: it has failed again and again and is left alone for some seconds
 */
export type ProviderState = 'not-configured' | 'ready' | 'breaker-open';

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
  /** As this instance knows it, without asking. */
  state(): ProviderState;

  search(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage>;

  /** `undefined` when the provider has no such movie. */
  details(request: Extract<MovieRequest, { operation: 'details' }>, signal: AbortSignal): Promise<MovieDetails | undefined>;
}
