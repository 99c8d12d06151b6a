import { FILMS, type DoubleFilm } from '../tmdb-double/films.ts';

/**
 * The invented films of the TMDB double, with IMDb's ids, so that a search finds the same films at both. A few titles
 * are so short that a search cannot find them.
 */
export type OmdbFilm = DoubleFilm & { readonly imdbId: string };

const SHORT = ['Up', 'M', 'It'] as const;

export const OMDB_FILMS: readonly OmdbFilm[] = [
  ...FILMS,
  ...SHORT.map((title, index): DoubleFilm => {
    const id = 90_000 + index;
    const releaseDate = `${String(2000 + index)}-05-01`;
    const rest = {
      language: 'en',
      overview: '',
      posterPath: null,
      backdropPath: null,
      genreIds: [18],
      voteAverage: 7,
      voteCount: 10,
    };
    return { id, title, originalTitle: title, releaseDate, ...rest };
  }),
].map((film) => ({ ...film, imdbId: `tt${String(film.id).padStart(7, '0')}` }));

/** A series, which Marquee must not show as a movie. */
export const SERIES_ID = 'tt0080000';
