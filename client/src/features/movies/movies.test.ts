import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatAge } from './format-age.ts';
import { isSameFilm } from './same-film.ts';
import { formatMovieSearch, parseMovieSearch } from './use-movie-search.ts';

describe('the movie that matches a film of the catalogue', () => {
  test('has the same title, ignoring case, accents and punctuation, and a year that differs by at most one', () => {
    const movie = { title: 'Amélie', originalTitle: 'Le Fabuleux Destin d’Amélie Poulain', releaseDate: '2001-04-25' };
    expect(isSameFilm(movie, 'Amelie', 2001)).toBe(true);
    expect(isSameFilm(movie, "le fabuleux destin d'amelie poulain", 2002)).toBe(true);
    expect(isSameFilm(movie, 'Amelie', 2003)).toBe(false);
    expect(isSameFilm(movie, 'Amelia', 2001)).toBe(false);
  });

  test('must have a date', () => {
    expect(isSameFilm({ title: 'M' }, 'M', 1931)).toBe(false);
    expect(isSameFilm({ title: 'M', releaseDate: '' }, 'M', 1931)).toBe(false);
  });

  test('may have a title in any script', () => {
    expect(isSameFilm({ title: '七人の侍', releaseDate: '1954-04-26' }, '七人の侍', 1954)).toBe(true);
    expect(isSameFilm({ title: '七人の侍', releaseDate: '1954-04-26' }, '用心棒', 1954)).toBe(false);
  });
});

describe('a search of the provider in the URL', () => {
  test('accepts any query string, and formatting the state and parsing it again gives the same state', () => {
    const parameters = fc.record({ query: fc.string({ unit: 'binary', maxLength: 300 }), page: fc.string() });
    fc.assert(
      fc.property(parameters, (raw) => {
        const state = parseMovieSearch(new URLSearchParams(raw));
        expect(parseMovieSearch(new URLSearchParams(formatMovieSearch(state)))).toEqual(state);
      }),
    );
  });

  test.each(['0', '-1', '501', '1.5', 'x', ''])('reads page %s as the first page', (page) => {
    expect(parseMovieSearch(new URLSearchParams({ query: 'heat', page }))).toEqual({ query: 'heat', page: 1 });
  });
});

test.each([
  [0.4, undefined],
  [5, '5 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [90_000, '25 h'],
])('formats an age of %s s as %s', (sec, words) => {
  expect(formatAge(sec)).toBe(words);
});
