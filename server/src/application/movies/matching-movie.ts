import { alternativeTitlesOf, type FilmAttributes } from '../../domain/film.ts';
import type { MovieSummary } from '../../domain/movie.ts';
import { squashedTitle } from '../films/same-film.ts';

/**
 * Release dates differ between countries, and catalogues differ in whether the first screening or the release counts.
 */
const MAX_YEARS_APART = 1;

/**
 * Returns the provider's movie that is the film. No other code decides this. One of its titles must be one of the
 * film's titles, compared as the import compares them, and its year at most one year away. Of several such movies, the
 * one whose year is nearest wins, and of several whose years are equally near, the one that the provider lists first. A
 * title without a letter or digit identifies no film, so it never matches.
 */
export function matchingMovie(
  film: Pick<FilmAttributes, 'title' | 'year' | 'alternativeTitles'>,
  movies: readonly MovieSummary[],
): MovieSummary | undefined {
  const titles = new Set([film.title, ...alternativeTitlesOf(film)].map(squashedTitle).filter(hasLetterOrDigit));
  const yearsApart = ({ releaseDate }: MovieSummary) => Math.abs(Number(releaseDate?.slice(0, 4)) - film.year);
  const matches = movies.filter(
    (movie) =>
      yearsApart(movie) <= MAX_YEARS_APART &&
      [movie.title, movie.originalTitle ?? movie.title].some((title) => titles.has(squashedTitle(title))),
  );
  // The sort is stable, so movies whose years are equally near stay in the provider's order.
  return matches.sort((a, b) => yearsApart(a) - yearsApart(b))[0];
}

function hasLetterOrDigit(title: string): boolean {
  return /[\p{L}\p{N}]/u.test(title);
}
