import type { Movie } from '../../lib/api-types.gen.ts';
import { directorsOf, yearOf } from './movie-facts.ts';
import { posterHeight } from './poster-image.ts';

/**
 * The width of the poster that a film of the catalogue gets. A card shows it at most 170 px wide, which is 340 pixels
 * of a screen with double density.
 */
const POSTER_WIDTH = 342;

/** What the form for a new film is filled with. The user checks it before it is saved. */
export function filmOfMovie(movie: Movie) {
  const { title, genres, cast, overview, poster = [] } = movie;
  const year = yearOf(movie);
  const picture = poster.find(({ widthPx }) => widthPx >= POSTER_WIDTH) ?? poster.at(-1);
  return {
    title,
    ...(year !== undefined && { year }),
    genres,
    directors: [...directorsOf(movie)],
    cast: [...new Set(cast.map(({ name }) => name))],
    ...(overview !== undefined && { extract: overview }),
    ...(picture && {
      thumbnail: picture.url,
      thumbnailWidth: picture.widthPx,
      thumbnailHeight: posterHeight(picture.widthPx),
    }),
  };
}
