import { invalidParameter, movieNotFound } from '../../domain/errors.ts';
import { MOVIE_ID, MOVIE_ID_RULE, type MovieDetails } from '../../domain/movie.ts';
import { cacheKeyOf, type MovieSettings } from '../../domain/movie-request.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import type { MoviesAnswered } from '../../ports/observer.ts';
import { decodeMovieDetails } from './movie-schema.ts';
import type { ReadThrough } from './read-through.ts';

export class GetMovie {
  readonly #cache: ReadThrough;
  readonly #provider: MovieProvider;
  readonly #settings: MovieSettings;

  constructor(cache: ReadThrough, provider: MovieProvider, settings: MovieSettings) {
    this.#cache = cache;
    this.#provider = provider;
    this.#settings = settings;
  }

  /**
   * @param idText digits only. Any other text is refused, because the id becomes part of a URL of the provider, which
   * resolves `..` in paths.
   * @throws MarqueeError `bad-request` if the text is not an id, or `not-found`. The errors of MovieProvider are passed
   * on.
   */
  async execute(idText: string): Promise<{ readonly value: MovieDetails; readonly served: MoviesAnswered }> {
    if (!MOVIE_ID.test(idText)) throw invalidParameter('id', MOVIE_ID_RULE);
    const request = { operation: 'details', id: Number(idText), ...this.#settings } as const;
    const { value, served } = await this.#cache.get({
      operation: request.operation,
      key: cacheKeyOf(this.#provider.name, request),
      load: (signal) => this.#provider.details(request, signal),
      decode: decodeMovieDetails,
    });
    if (!value) throw movieNotFound(request.id);
    return { value, served };
  }
}
