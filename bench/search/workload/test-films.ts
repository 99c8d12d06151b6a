import type { Film } from '../../../server/src/domain/film.ts';
import { filmSlug } from '../../../server/src/domain/film-id.ts';
import { capitalise } from '../../films/word-maker.ts';
import { syntheticFilms } from '../../films/synthetic-films.ts';
import { spacelessFilms } from './spaceless-films.ts';

const WORDS = 'dead pool heat wave moon light star dust fire house bird cage'.split(' ');
const NUMBERS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12];

/**
 * Synthetic films, and films with compounds such as "Deadpool" and with numbers, because synthetic titles have neither.
 */
export const TEST_FILMS: readonly Film[] = [
  ...syntheticFilms(800, 3),
  ...WORDS.flatMap((first) =>
    WORDS.filter((second) => second !== first).flatMap((second) => [
      named(`${capitalise(first)} ${capitalise(second)}`, 1950),
      named(`${capitalise(first)}${second}`, 1990),
    ]),
  ),
  ...WORDS.flatMap((word) => NUMBERS.map((number) => named(`${capitalise(word)} ${String(number)}`, 2000))),
];

export const SPACELESS_TEST_FILMS: readonly Film[] = spacelessFilms(3);

function named(title: string, year: number): Film {
  return { id: filmSlug(title, year), version: 1, attributes: { title, year, cast: [], genres: [] } };
}
