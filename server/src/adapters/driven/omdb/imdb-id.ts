/**
 * IMDb's ids have at least seven digits, with leading zeros only up to the seventh: tt0000001, tt10044952. So each id
 * has exactly one number, which is the movie's id in Marquee.
 */
const IMDB_ID = /^tt(\d{7}|[1-9]\d{7,9})$/;

/** @returns `undefined` if the text is not an id of IMDb */
export function idOf(imdbId: string): number | undefined {
  const id = Number(IMDB_ID.exec(imdbId)?.[1] ?? 0);
  return id >= 1 ? id : undefined;
}

export function imdbIdOf(id: number): string {
  return `tt${String(id).padStart(7, '0')}`;
}
