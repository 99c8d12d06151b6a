import { canonicalQuery, MAX_MOVIE_QUERY_LENGTH } from '../../domain/canonical-query.ts';
import type { MovieDetails } from '../../domain/movie.ts';
import { isMarqueeError } from '../../domain/errors.ts';
import type { MoviesAnswered } from '../../ports/observer.ts';
import type { GetFilm } from '../films/get-film.ts';
import type { GetMovie } from './get-movie.ts';
import { matchingMovie } from './matching-movie.ts';
import type { SearchMovies } from './search-movies.ts';

/** The provider's movie that is a film of the catalogue; `movie` is absent if the provider has none. */
export type FoundMovie = { readonly movie?: MovieDetails; readonly served: MoviesAnswered };

/** Finds out which movie of the provider is a film of the catalogue. */
export class FindMovie {
  readonly #films: GetFilm;
  readonly #search: Pick<SearchMovies, 'execute'>;
  readonly #movies: Pick<GetMovie, 'execute'>;

  constructor(films: GetFilm, search: Pick<SearchMovies, 'execute'>, movies: Pick<GetMovie, 'execute'>) {
    this.#films = films;
    this.#search = search;
    this.#movies = movies;
  }

  /**
   * Searches the provider for the film's title in the film's year. If that finds no match, searches once more without
   * the year, because the provider may date the film a year earlier or later. So this method makes at most three calls.
   *
   * @throws MarqueeError `not-found` if the catalogue has no such film. The errors of MovieProvider are passed on.
   */
  async execute(filmId: string): Promise<FoundMovie> {
    const { title, year, alternativeTitles } = (await this.#films.execute(filmId)).attributes;
    const film = { title, year, alternativeTitles };
    const query = queryFor(title);
    const inYear = await this.#search.execute(query, 1, year);
    let match = matchingMovie(film, inYear.value?.items ?? []);
    let { served } = inYear;
    if (!match) {
      const anyYear = await this.#search.execute(query, 1);
      match = matchingMovie(film, anyYear.value?.items ?? []);
      served = anyYear.served;
    }
    if (!match) return { served };
    try {
      const { value: movie, served: details } = await this.#movies.execute(String(match.id));
      return { movie, served: details };
    } catch (error) {
      // The provider has removed the movie since the search was cached.
      if (isMarqueeError(error) && error.code === 'movie-not-found') return { served };
      throw error;
    }
  }
}

/** The title as a query. A title may be longer than a query, and canonicalization may make it longer still. */
function queryFor(title: string): string {
  const text = title.slice(0, MAX_MOVIE_QUERY_LENGTH).toWellFormed();
  const canonical = canonicalQuery(text);
  return canonical.length > MAX_MOVIE_QUERY_LENGTH ? canonical.slice(0, MAX_MOVIE_QUERY_LENGTH).toWellFormed() : text;
}
