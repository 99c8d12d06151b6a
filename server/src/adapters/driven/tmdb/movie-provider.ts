import { isMarqueeError, MarqueeError } from '../../../domain/errors.ts';
import type { MovieDetails, MoviePage } from '../../../domain/movie.ts';
import type { MovieRequest } from '../../../domain/movie-request.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Attribution, MovieProvider } from '../../../ports/movie-provider.ts';
import type { Observer } from '../../../ports/observer.ts';
import type { SecretSource } from '../../../ports/secret-source.ts';
import { breakerOpen, ProviderFailure, toMarqueeError } from '../../../resilience/provider-failure.ts';
import type { BreakerState, Policies, PolicySettings } from '../../../resilience/provider-policies.ts';
import { RateBudget } from '../../../resilience/rate-budget.ts';
import type { TmdbHttpClient } from './http-client.ts';
import { TMDB } from './name.ts';

export type TmdbSettings = {
  /** URL of the API, such as `https://api.themoviedb.org/3`. */
  readonly url: string;
  /** Base URL of the images, such as `https://image.tmdb.org/t/p`. */
  readonly imageUrl: string;
  /** Calls per second that this instance may make on average. TMDB accepts about 40 per second from one IP address. */
  readonly callsPerSecond: number;
  readonly policies: PolicySettings;
};

type Deps = {
  readonly secret: SecretSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observer: Observer;
};

/**
 * The parts that a call needs. They are loaded at the first call, so that an instance that makes no call does not load
 * axios and cockatiel.
 */
type Machinery = { readonly http: TmdbHttpClient; readonly policies: Policies };

/** The attribution that TMDB's terms of use require. The page has the logo among its files. */
const ATTRIBUTION: Attribution = {
  name: 'TMDB',
  url: 'https://www.themoviedb.org/',
  logo: '/tmdb-logo.svg',
  notice: 'This product uses the TMDB API but is not endorsed or certified by TMDB.',
};

/** If a read finds no key, the key counts as absent for this time, so that SSM is not read more often. */
const NO_KEY_MS = 30_000;

/** What the operator should do when TMDB refuses the key. */
const KEY_REMEDY =
  'The operator should give a valid TMDB read access token: in MARQUEE_TMDB_TOKEN ' +
  'on a single machine, or in the SSM parameter that MARQUEE_TMDB_TOKEN_PARAMETER names.';

/** Movies from TMDB, version 3 of its API. */
export class TmdbMovieProvider implements MovieProvider {
  readonly name = TMDB;
  readonly attribution = ATTRIBUTION;
  readonly #settings: TmdbSettings;
  readonly #deps: Deps;
  readonly #budget: RateBudget;
  #machinery: Promise<Machinery> | undefined;
  #breakerOpenUntilMs = -Infinity;
  #noKeyUntilMs = -Infinity;

  constructor(settings: TmdbSettings, deps: Deps) {
    this.#settings = settings;
    this.#deps = deps;
    this.#budget = new RateBudget(settings.callsPerSecond, deps.clock);
  }

  refusal(): MarqueeError | undefined {
    if (!this.#deps.secret.isConfigured()) return providerNotConfigured();
    const remainingMs = this.#breakerOpenUntilMs - this.#deps.clock.monotonicMs();
    return remainingMs > 0 ? breakerOpen(remainingMs) : undefined;
  }

  async isConfigured(): Promise<boolean> {
    const { secret, clock } = this.#deps;
    if (secret.isKnown()) return true;
    if (!secret.isConfigured() || clock.monotonicMs() < this.#noKeyUntilMs) return false;
    try {
      await secret.read();
      return true;
    } catch (error) {
      const isAbsent = isMarqueeError(error) && error.kind === 'not-configured';
      if (isAbsent) this.#noKeyUntilMs = clock.monotonicMs() + NO_KEY_MS;
      return !isAbsent;
    }
  }

  hasKey(): boolean {
    return this.#deps.secret.isKnown();
  }

  async search(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage> {
    const params = {
      query: request.query,
      page: String(request.page),
      language: request.language,
      include_adult: String(request.includeAdult),
      ...(request.year !== undefined && { year: String(request.year) }),
    };
    const read = async (body: unknown) => (await schemas()).toMoviePage(body, this.#settings.imageUrl);
    return this.#call('/search/movie', params, read, signal);
  }

  async details(
    request: Extract<MovieRequest, { operation: 'details' }>,
    signal: AbortSignal,
  ): Promise<MovieDetails | undefined> {
    const params = { language: request.language, append_to_response: 'credits,videos' };
    const read = async (body: unknown) => (await schemas()).toMovieDetails(body, this.#settings.imageUrl);
    return this.#call(`/movie/${String(request.id)}`, params, read, signal).catch((error: unknown) => {
      const isAbsent =
        isMarqueeError(error) && error.cause instanceof ProviderFailure && error.cause.reason === 'not-found';
      if (isAbsent) return undefined;
      throw error;
    });
  }

  /**
   * Calls TMDB with the key that this instance knows. If TMDB refuses that key, reads the key again. If the key has
   * been replaced in the meantime, calls once more.
   */
  async #call<T>(
    path: string,
    params: Readonly<Record<string, string>>,
    read: (body: unknown) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { secret } = this.#deps;
    const token = await secret.read();
    try {
      return await this.#callWith(token, path, params, read, signal);
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      const current = error.reason === 'unauthorised' ? await secret.readAfterRefusal(token) : token;
      if (current === token) throw toMarqueeError(error, KEY_REMEDY);
      return await this.#callWith(current, path, params, read, signal).catch((second: unknown) => {
        throw second instanceof ProviderFailure ? toMarqueeError(second, KEY_REMEDY) : second;
      });
    }
  }

  async #callWith<T>(
    token: string,
    path: string,
    params: Readonly<Record<string, string>>,
    read: (body: unknown) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    checkShape(token);
    const { http, policies } = await (this.#machinery ??= this.#load());
    return policies.execute(async (trySignal) => {
      try {
        return await read(await http.get(path, params, token, trySignal));
      } catch (error) {
        if (error instanceof ProviderFailure && error.reason === 'rate-limited') {
          this.#budget.pause(error.retryAfterMs ?? 0);
        }
        throw error;
      }
    }, signal);
  }

  async #load(): Promise<Machinery> {
    const [{ TmdbHttpClient }, { createPolicies }] = await Promise.all([
      import('./http-client.ts'),
      import('../../../resilience/provider-policies.ts'),
    ]);
    const { url, policies } = this.#settings;
    return {
      http: new TmdbHttpClient(url),
      policies: createPolicies(policies, this.#budget, this.#deps, this.#onBreaker),
    };
  }

  readonly #onBreaker = (state: BreakerState): void => {
    const { clock, observer } = this.#deps;
    this.#breakerOpenUntilMs =
      state === 'open' ? clock.monotonicMs() + this.#settings.policies.breakerOpenMs : -Infinity;
    observer.observe({ type: 'provider-breaker-changed', state });
  };
}

/**
 * The schemas are loaded on demand, because creating them takes longer than anything else in this file, and a film
 * search does not need them.
 */
function schemas() {
  return import('./schemas.ts');
}

function providerNotConfigured(): MarqueeError {
  return new MarqueeError(
    'not-configured',
    'provider-not-configured',
    'Live movie search needs a TMDB read access token. Put it into MARQUEE_TMDB_TOKEN or a file .env on a single machine, ' +
      'or into the SSM parameter that MARQUEE_TMDB_TOKEN_PARAMETER names in AWS; or try it without an account: npm run tmdb:double.',
  );
}

/**
 * Refuses texts that cannot be a read access token. People confuse that token with TMDB's other credential, the v3 key
 * of 32 hexadecimal digits, which TMDB does not accept as a bearer token.
 */
function checkShape(token: string): void {
  const isV3Key = /^[0-9a-f]{32}$/i.test(token);
  if (!isV3Key && /^[\x21-\x7e]+$/.test(token)) return;
  throw new MarqueeError(
    'misconfigured',
    'provider-key-malformed',
    isV3Key
      ? 'The TMDB key is an API key of version 3. Use the read access token instead, which starts with eyJ.'
      : 'The TMDB key contains characters that are not allowed in a read access token.',
  );
}
