import type { MarqueeError } from '../../../domain/errors.ts';
import type { MovieDetails, MoviePage } from '../../../domain/movie.ts';
import type { MovieRequest } from '../../../domain/movie-request.ts';
import type { Attribution, MovieProvider } from '../../../ports/movie-provider.ts';
import { ProviderCalls, type ProviderCallsDeps } from '../../../resilience/provider-calls.ts';
import type { PolicySettings } from '../../../resilience/provider-policies.ts';
import type { OmdbAnswer, OmdbHttpClient } from './http-client.ts';
import { imdbIdOf } from './imdb-id.ts';
import { OMDB } from './name.ts';

export type OmdbSettings = {
  /** URL of the API, such as `https://www.omdbapi.com/`. */
  readonly url: string;
  /** URL of the host of the posters. Posters of other hosts are left out. */
  readonly imageUrl: string;
  /** Calls per second that this instance may make on average. */
  readonly callsPerSecond: number;
  readonly policies: PolicySettings;
};

const ATTRIBUTION: Attribution = {
  name: 'OMDb',
  url: 'https://www.omdbapi.com/',
  notice:
    'Data from the OMDb API, licensed under CC BY-NC 4.0. This product is not endorsed by or affiliated with OMDb or IMDb.',
};

const KEY_REMEDY =
  'The operator should give a valid key of OMDb: in MARQUEE_OMDB_KEY on a single machine, ' +
  'or in the SSM parameter that MARQUEE_OMDB_KEY_PARAMETER names. A new key works after its e-mail has been confirmed.';

const WITHOUT_KEY =
  'Live movie search needs a key of OMDb. Put it into MARQUEE_OMDB_KEY or a file .env on a single machine, ' +
  'or into the SSM parameter that MARQUEE_OMDB_KEY_PARAMETER names in AWS; or try it without an account: npm run omdb:double.';

/**
 * Movies from OMDb. It answers in English only and does not mark adult movies, so the language and `includeAdult` of a
 * request have no effect. OMDb's id of a movie is IMDb's, and the number in it is the id here.
 */
export class OmdbMovieProvider implements MovieProvider {
  readonly name = OMDB;
  readonly attribution = ATTRIBUTION;
  readonly #settings: OmdbSettings;
  readonly #calls: ProviderCalls;
  /** Loaded at the first call, so that an instance that makes no call does not load axios. */
  #http: Promise<OmdbHttpClient> | undefined;

  constructor(settings: OmdbSettings, deps: ProviderCallsDeps) {
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
    const { query, page } = request;
    const { emptyPage, toMoviePage, MAX_OMDB_PAGE } = await schemas();
    if (page > MAX_OMDB_PAGE) return emptyPage(page);
    const params = { s: query, page: String(page), ...onlyMovies(request) };
    const found = await this.#get(
      params,
      (answer) => (answer.type === 'found' ? toMoviePage(answer.body, page, this.#settings.imageUrl) : answer.type),
      signal,
    );
    if (found === 'too-many') return page === 1 ? this.#exactTitle(request, signal) : emptyPage(page);
    return found ?? emptyPage(page);
  }

  async details(
    { id }: Extract<MovieRequest, { operation: 'details' }>,
    signal: AbortSignal,
  ): Promise<MovieDetails | undefined> {
    const { toMovieDetails } = await schemas();
    const params = { i: imdbIdOf(id), plot: 'full' };
    return this.#get(params, (answer) => toMovieDetails(bodyOf(answer), this.#settings.imageUrl), signal);
  }

  /** Finds the movies with short titles, such as Up or M: a search for them has too many results. */
  async #exactTitle(request: Extract<MovieRequest, { operation: 'search' }>, signal: AbortSignal): Promise<MoviePage> {
    const { emptyPage, pageOf, toMovieDetails } = await schemas();
    const params = { t: request.query, ...onlyMovies(request) };
    const movie = await this.#get(params, (answer) => toMovieDetails(bodyOf(answer), this.#settings.imageUrl), signal);
    return movie ? pageOf(movie) : emptyPage(1);
  }

  async #get<T>(
    params: Readonly<Record<string, string>>,
    read: (answer: OmdbAnswer) => T,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const http = await (this.#http ??= this.#load());
    return this.#calls.make(
      params['s'] ?? params['t'] ?? params['i'] ?? '',
      async (key, trySignal) => read(await http.get(params, key, trySignal)),
      signal,
    );
  }

  async #load(): Promise<OmdbHttpClient> {
    const { OmdbHttpClient } = await import('./http-client.ts');
    return new OmdbHttpClient(this.#settings.url);
  }
}

/** Loaded on demand, because creating the schemas takes time that a film search should not pay. */
function schemas() {
  return import('./schemas.ts');
}

/** Without a type, OMDb also finds series, episodes and games. */
function onlyMovies({ year }: { readonly year?: number }): Readonly<Record<string, string>> {
  return { type: 'movie', ...(year !== undefined && { y: String(year) }) };
}

function bodyOf(answer: OmdbAnswer): unknown {
  return answer.type === 'found' ? answer.body : undefined;
}

/** The key becomes a parameter of the address. */
function faultOfKey(key: string): string | undefined {
  if (key.startsWith('eyJ')) return 'The key of OMDb is a token of TMDB. Use the key that OMDb has sent by e-mail.';
  return /^[\w-]+$/.test(key) ? undefined : 'The key of OMDb contains characters that are not allowed in it.';
}
