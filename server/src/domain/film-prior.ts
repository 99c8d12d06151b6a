import type { FilmAttributes } from './film.ts';

/** A synopsis of this many characters is as good as a longer one. */
const LONG_EXTRACT = 800;

/**
 * From 0 to 15, how likely people are to mean this film, all else being equal: films that are better known have longer articles, a
 * picture and more of their cast named. Depends on the film alone, so that an edit elsewhere never moves it in an answer.
 */
export function filmPrior({ extract = '', cast = [], thumbnail }: FilmAttributes): number {
  const synopsis = Math.floor((8 * Math.min(extract.length, LONG_EXTRACT)) / LONG_EXTRACT);
  const players = Math.min(4, Math.floor(cast.length / 3));
  return synopsis + players + (thumbnail === undefined ? 0 : 3);
}
