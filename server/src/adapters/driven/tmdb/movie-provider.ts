import type { MarqueeError } from '../../../domain/errors.ts';
import type { MovieDetails, MoviePage } from '../../../domain/movie.ts';
import type { MovieRequest } from '../../../domain/movie-request.ts';
import type { Attribution, MovieProvider } from '../../../ports/movie-provider.ts';
import { ProviderCalls, type ProviderCallsDeps } from '../../../resilience/provider-calls.ts';
import { ProviderFailure, toMarqueeError } from '../../../resilience/provider-failure.ts';
import type { PolicySettings } from '../../../resilience/provider-policies.ts';
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

/** The attribution that TMDB's terms of use require. The page has the logo among its files. */
const ATTRIBUTION: Attribution = {
  name: 'TMDB',
  url: 'https://www.themoviedb.org/',
  logo: '/tmdb-logo.svg',
  notice: 'This product uses the TMDB API but is not endorsed or certified by TMDB.',
};

/** What the operator should do when TMDB refuses the key. */
const KEY_REMEDY =
  'The operator should give a valid TMDB read access token: in MARQUEE_TMDB_TOKEN ' +
  'on a single machine, or in the SSM parameter that MARQUEE_TMDB_TOKEN_PARAMETER names.';

const WITHOUT_KEY =
  'Live movie search needs a TMDB read access token. Put it into MARQUEE_TMDB_TOKEN or a file .env on a single machine, ' +
  'or into the SSM parameter that MARQUEE_TMDB_TOKEN_PARAMETER names in AWS; or try it without an account: npm run tmdb:double.';

/** Movies from TMDB, version 3 of its API. */
export class TmdbMovieProvider implements MovieProvider {
  readonly name = TMDB;
  readonly attribution = ATTRIBUTION;
  readonly #settings: TmdbSettings;
  readonly #calls: ProviderCalls;
  /** Loaded at the first call, so that an instance that makes no call does not load axios. */
  #http: Promise<TmdbHttpClient> | undefined;

  constructor(settings: TmdbSettings, deps: ProviderCallsDeps) {
    const { callsPerSecond, policies } = settings;
    this.#settings = settings;
    this.#calls = new ProviderCalls(
      { callsPerSecond, policies, withoutKey: WITHOUT_KEY, keyRemedy: KEY_REMEDY, faultOfKey },
      deps,
    );
  }

  refusal(): MarqueeError | undefined {
    return this.#calls.refusal();
  }

  isConfigured(): Promise<boolean> {
    return this.#calls.isConfigured();
  }

  hasKey(): boolean {
    return this.#calls.hasKey();
  }

  async search(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage> {
    const params = {
      query: request.query,
      page: String(request.page),
      language: request.language,
      include_adult: String(request.includeAdult),
      ...(request.year !== undefined && { year: String(request.year) }),
    };
    const { toMoviePage } = await schemas();
    const reading = { imageUrl: this.#settings.imageUrl, includeAdult: request.includeAdult };
    const read = (body: unknown) => toMoviePage(body, request.page, reading);
    const page = await this.#get('/search/movie', params, read, signal);
    // TMDB answers every search with a page.
    if (!page) throw toMarqueeError(new ProviderFailure('refused'), KEY_REMEDY);
    return page;
  }

  async details(
    request: Extract<MovieRequest, { operation: 'details' }>,
    signal: AbortSignal,
  ): Promise<MovieDetails | undefined> {
    const params = { language: request.language, append_to_response: 'credits,videos' };
    const { toMovieDetails } = await schemas();
    const reading = { imageUrl: this.#settings.imageUrl, includeAdult: request.includeAdult };
    const read = (body: unknown) => toMovieDetails(body, reading);
    return this.#get(`/movie/${String(request.id)}`, params, read, signal);
  }

  async #get<T>(
    path: string,
    params: Readonly<Record<string, string>>,
    read: (body: unknown) => T,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const http = await (this.#http ??= this.#load());
    return this.#calls.make(
      params['query'] ?? path,
      async (token, trySignal) => read(await http.get(path, params, token, trySignal)),
      signal,
    );
  }

  async #load(): Promise<TmdbHttpClient> {
    const { TmdbHttpClient } = await import('./http-client.ts');
    return new TmdbHttpClient(this.#settings.url);
  }
}

/**
 * The schemas are loaded on demand, because creating them takes longer than anything else in this file, and a film
 * search does not need them.
 */
function schemas() {
  return import('./schemas.ts');
}

/**
 * Recognizes texts that cannot be a read access token. People confuse that token with TMDB's other credential, the v3
 * key of 32 hexadecimal digits, which TMDB does not accept as a bearer token.
 */
function faultOfKey(token: string): string | undefined {
  if (/^[0-9a-f]{32}$/i.test(token)) {
    return 'The TMDB key is an API key of version 3. Use the read access token instead, which starts with eyJ.';
  }
  return /^[\x21-\x7e]+$/.test(token)
    ? undefined
    : 'The TMDB key contains characters that are not allowed in a read access token.';
}
