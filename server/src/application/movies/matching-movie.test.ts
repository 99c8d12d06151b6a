import { describe, expect, test } from '@jest/globals';
import type { MovieSummary } from '../../domain/movie.ts';
import { matchingMovie } from './matching-movie.ts';

const movie = (id: number, title: string, year?: number, originalTitle?: string): MovieSummary => ({
  id,
  title,
  votes: 0,
  ...(year !== undefined && { releaseDate: `${String(year)}-04-25` }),
  ...(originalTitle !== undefined && { originalTitle }),
});
const idFor = (title: string, year: number, movies: readonly MovieSummary[], alternativeTitles?: string[]) =>
  matchingMovie({ title, year, alternativeTitles }, movies)?.id;

describe('the movie that matches a film of the catalogue', () => {
  test('has the same title, ignoring case, accents, spaces and punctuation, and a year that differs by at most one', () => {
    const movies = [movie(1, 'Amélie', 2001, 'Le Fabuleux Destin d’Amélie Poulain')];
    expect(idFor('Amelie', 2001, movies)).toBe(1);
    expect(idFor("le fabuleux destin d'amelie poulain", 2002, movies)).toBe(1);
    expect(idFor('Spider Man', 2002, [movie(2, 'Spider-Man', 2002)])).toBe(2);
    expect(idFor('Amelie', 2003, movies)).toBeUndefined();
    expect(idFor('Amelia', 2001, movies)).toBeUndefined();
  });

  test('may have one of the film’s alternative titles', () => {
    expect(idFor('Spirited Away', 2001, [movie(1, '千と千尋の神隠し', 2001)], ['千と千尋の神隠し'])).toBe(1);
  });

  test('is the one whose year is nearest, and of several in that year the one that the provider lists first', () => {
    const movies = [movie(1, 'Heidi', 1938), movie(2, 'Heidi', 1937), movie(3, 'Heidi', 1937)];
    expect(idFor('Heidi', 1937, movies)).toBe(2);
    expect(idFor('Heidi', 1939, movies)).toBe(1);
  });

  test('must have a date', () => {
    expect(idFor('M', 1931, [movie(1, 'M')])).toBeUndefined();
  });

  test('may have a title in any script', () => {
    expect(idFor('七人の侍', 1954, [movie(1, '七人の侍', 1954)])).toBe(1);
    expect(idFor('用心棒', 1954, [movie(1, '七人の侍', 1954)])).toBeUndefined();
  });

  test('is never found by a title without a letter or digit', () => {
    expect(idFor('???', 1990, [movie(1, '!!!', 1990), movie(2, '???', 1990)])).toBeUndefined();
  });
});
