import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../server/testing/builders/any-character.ts';
import { formatAge } from './format-age.ts';
import { formatMovieSearch, parseMovieSearch } from './use-movie-search.ts';

describe('a search of the provider in the URL', () => {
  test('accepts any query string, and formatting the state and parsing it again gives the same state', () => {
    const parameters = fc.record({
      query: fc.string({ unit: anyCharacter, maxLength: 300 }),
      page: fc.string(),
      year: fc.oneof(fc.string(), fc.integer({ min: 1860, max: 2110 }).map(String)),
    });
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

  test('has a year that the API accepts, or none', () => {
    const yearOf = (year: string) => parseMovieSearch(new URLSearchParams({ query: 'heat', year })).year;
    expect(['1995', '1869', '2101', '95', 'x'].map(yearOf)).toEqual([1995, undefined, undefined, undefined, undefined]);
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
