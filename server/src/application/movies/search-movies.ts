import { askedQuery, canonicalQuery, MAX_MOVIE_QUERY_LENGTH } from '../../domain/canonical-query.ts';
import { invalidParameter } from '../../domain/errors.ts';
import { MAX_MOVIE_PAGE, type MoviePage } from '../../domain/movie.ts';
import { cacheKeyOf, type MovieRequest, type MovieSettings } from '../../domain/movie-request.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import { decodeMoviePage } from './movie-schema.ts';
import type { CachedAnswer, ReadThrough } from './read-through.ts';

export class SearchMovies {
  readonly #cache: ReadThrough;
  readonly #provider: MovieProvider;
  readonly #settings: MovieSettings;

  constructor(cache: ReadThrough, provider: MovieProvider, settings: MovieSettings) {
    this.#cache = cache;
    this.#provider = provider;
    this.#settings = settings;
  }

  /**
   * @param text the query as typed, at most 200 characters. Its canonical form must have 1 to 200 characters
   * @param page 1 to 500
   * @param year the movie must have been released in this year, in any country. Default: any year
   * @throws MarqueeError `bad-request`, before any call to the cache or the provider, if a parameter breaks its rule.
   * The errors of MovieProvider are passed on.
   */
  async execute(text: string, page: number, year?: number): Promise<CachedAnswer<MoviePage>> {
    const canonical = canonicalMovieQuery(text);
    if (!Number.isInteger(page) || page < 1 || page > MAX_MOVIE_PAGE) {
      throw invalidParameter('page', `must be a whole number from 1 to ${String(MAX_MOVIE_PAGE)}`);
    }
    const inYear = year === undefined ? {} : { year };
    const request = { operation: 'search', query: askedQuery(text), page, ...inYear, ...this.#settings } as const;
    return this.#cache.get({
      operation: request.operation,
      key: cacheKeyOf(this.#provider.name, request),
      load: (signal) => this.#ask(request, canonical, signal),
      decode: decodeMoviePage,
    });
  }

  /**
   * If the provider does not know the spelling, asks once more for the canonical form. Otherwise the answer to a rare
   * spelling, such as full-width letters, would be the answer to all spellings for two minutes.
   */
  async #ask(
    request: Extract<MovieRequest, { operation: 'search' }>,
    canonical: string,
    signal: AbortSignal,
  ): Promise<MoviePage> {
    const page = await this.#provider.search(request, signal);
    const isFound = page.totalResults > 0 || page.items.length > 0;
    return isFound || request.query === canonical
      ? page
      : this.#provider.search({ ...request, query: canonical }, signal);
  }
}

/** @throws MarqueeError `bad-request` if the canonical form is empty, or the text or its canonical form is too long */
export function canonicalMovieQuery(text: string): string {
  if (text.length > MAX_MOVIE_QUERY_LENGTH) throw tooLong();
  const query = canonicalQuery(text);
  if (query === '') throw invalidParameter('query', 'must not be empty');
  if (query.length > MAX_MOVIE_QUERY_LENGTH) throw tooLong();
  return query;
}

function tooLong() {
  return invalidParameter('query', `must not be longer than ${String(MAX_MOVIE_QUERY_LENGTH)} characters`);
}
