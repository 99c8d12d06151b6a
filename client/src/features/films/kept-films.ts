import type { Film, FilmSummary } from '../../lib/api-types.gen.ts';
import { StoredList } from '../../lib/stored-list.ts';

/** A card shows no more people than this. */
const PEOPLE = 3;

/** A full list refuses another film, because it must not drop a film that the user saved. */
export const MAX_SAVED = 500;

/** The films that the user saved to watch later. */
export const savedFilms = listOfFilms('saved', MAX_SAVED);

/** The films whose pages were opened last. */
export const viewedFilms = listOfFilms('viewed', 18);

/** The part of a film that its card needs, so that the card can be shown without a request. */
export function keepable(film: Film | FilmSummary): FilmSummary {
  const { id, title, year, cast = [], directors = [], genres = [], thumbnail, thumbnailWidth, thumbnailHeight } = film;
  return {
    id,
    title: title.slice(0, 300),
    year,
    cast: cast.slice(0, PEOPLE),
    directors: directors.slice(0, PEOPLE),
    genres: genres.slice(0, PEOPLE),
    ...(thumbnail !== undefined && { thumbnail }),
    ...(thumbnailWidth !== undefined && { thumbnailWidth }),
    ...(thumbnailHeight !== undefined && { thumbnailHeight }),
  };
}

function listOfFilms(key: string, max: number): StoredList<FilmSummary> {
  return new StoredList(key, max, ({ id }: FilmSummary) => id, isFilm);
}

function isFilm(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, year, cast, directors, genres } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    typeof title === 'string' &&
    typeof year === 'number' &&
    [cast, directors, genres].every((list) => Array.isArray(list) && list.every((name) => typeof name === 'string'))
  );
}
