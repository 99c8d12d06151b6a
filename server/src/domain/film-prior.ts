import type { FilmAttributes } from './film.ts';

/** A synopsis longer than this many characters adds nothing. */
const LONG_EXTRACT = 800;

/**
 * How likely people are to mean this film if nothing else distinguishes it from other films, from 0 to 15. Better-known
 * films have longer articles, a picture and more named cast members. The value depends on the film alone, so that an
 * edit of another film never changes its rank.
 */
export function filmPrior({ extract = '', cast = [], thumbnail }: FilmAttributes): number {
  const synopsis = Math.floor((8 * Math.min(extract.length, LONG_EXTRACT)) / LONG_EXTRACT);
  const players = Math.min(4, Math.floor(cast.length / 3));
  return synopsis + players + (thumbnail === undefined ? 0 : 3);
}
