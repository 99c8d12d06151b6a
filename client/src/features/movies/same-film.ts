import type { Movie } from '../../lib/api-types.gen.ts';

/**
 * Whether a movie of the provider and a film of the catalogue are the same film. Years may differ by one, because
 * release dates differ between countries. Titles may differ in case, accents and punctuation.
 */
export function isSameFilm(
  movie: Pick<Movie, 'title' | 'originalTitle' | 'releaseDate'>,
  title: string,
  year: number,
): boolean {
  const released = Number(movie.releaseDate?.slice(0, 4));
  if (!(Math.abs(released - year) <= 1)) return false;
  return [movie.title, movie.originalTitle ?? movie.title].some((name) => bare(name) === bare(title));
}

function bare(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
