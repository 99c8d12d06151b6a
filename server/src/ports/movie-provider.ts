import type { MarqueeError } from '../domain/errors.ts';
import type { MovieDetails, MoviePage } from '../domain/movie.ts';
import type { MovieRequest } from '../domain/movie-request.ts';

/** How everything that shows the provider's data must credit the provider. */
export type Attribution = {
  /** The provider's name as people know it. */
  readonly name: string;
  /** The provider's own site. */
  readonly url: string;
  /** Path of the provider's logo among the files of the web page. Absent if the provider asks for none. */
  readonly logo?: string;
  /** The sentence that the provider requires. */
  readonly notice: string;
};

/**
 * An external source of movies. Every call may cost quota. A call rejects only with a MarqueeError, which never
 * contains the provider's key:
 *
 * - `not-configured`: there is no key; the message says what to do
 * - `misconfigured`: the key cannot be read, or the provider refuses it; the message says what to do
 * - `upstream-unavailable`: the provider does not answer, asks to be called later, or is not called for a while after
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

  readonly attribution: Attribution;

  /**
   * Whether there is a key. Reads the key if this instance has not read it yet. A key that cannot be read now counts as
   * present. Never rejects.
   */
  isConfigured(): Promise<boolean>;

  /** Whether this instance has read the provider's key. It reads the key at the first call. */
  hasKey(): boolean;

  search(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage>;

  /** @returns `undefined` if the provider has no such movie */
  details(
    request: Extract<MovieRequest, { operation: 'details' }>,
    signal: AbortSignal,
  ): Promise<MovieDetails | undefined>;
}
