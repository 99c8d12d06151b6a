import { FILM_BOUNDS } from '../../../domain/film.ts';

/**
 * @param text such as `1957-03-09`
 * @returns `undefined` if there is no such day, or if no film can have been released then
 */
export function releaseDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || releaseYear(text.slice(0, 4)) === undefined) return undefined;
  // 31 February is read as 3 March.
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text) ? text : undefined;
}

/**
 * @param text four digits
 * @returns `undefined` if no film can have been released in that year
 */
export function releaseYear(text: string): string | undefined {
  const year = Number(text);
  return year >= FILM_BOUNDS.yearMin && year <= FILM_BOUNDS.yearMax ? text : undefined;
}
