import { describe, expect, test } from '@jest/globals';
import { announceResults, describeFilters, describeSearch, describeYears } from './describe-search.ts';
import { EMPTY_SEARCH } from './search-state.ts';

describe('a search in words', () => {
  test.each([
    [undefined, undefined, undefined],
    [1970, 1979, '1970s'],
    [1994, 1994, '1994'],
    [1970, 1985, '1970 to 1985'],
    [1975, 1984, '1975 to 1984'],
    [1970, undefined, 'from 1970'],
    [undefined, 1985, 'until 1985'],
  ])('describes the years %s to %s as %s', (from, to, words) => {
    expect(describeYears(from, to)).toBe(words);
  });

  test('describes the words first', () => {
    expect(describeSearch({ ...EMPTY_SEARCH, q: 'heat' })).toBe('“heat”');
    expect(describeSearch({ ...EMPTY_SEARCH, q: 'heat', genres: ['Crime'] })).toBe('“heat”, Crime films');
    expect(describeSearch({ ...EMPTY_SEARCH, genres: ['Crime'] })).toBe('Crime films');
  });

  test('announces the years alone without naming the films twice', () => {
    const years = { ...EMPTY_SEARCH, yearFrom: 1970, yearTo: 1979 };
    expect(announceResults(years, 2, undefined)).toBe('2 films found: 1970s');
    expect(announceResults({ ...years, genres: ['Crime'] }, 2, undefined)).toBe('2 films found: Crime films, 1970s');
  });

  test('describes genres, people and years in one phrase', () => {
    expect(describeFilters(EMPTY_SEARCH)).toBe('Films');
    expect(describeFilters({ ...EMPTY_SEARCH, anyGenres: ['Horror', 'War'], notGenres: ['Drama'] })).toBe(
      'Horror or War films that are not Drama',
    );
    const search = { ...EMPTY_SEARCH, genres: ['Crime', 'Drama'], cast: ['Al Pacino', 'Diane Keaton'] };
    expect(describeFilters({ ...search, yearFrom: 1970, yearTo: 1979 })).toBe(
      'Crime, Drama films with Al Pacino and Diane Keaton, 1970s',
    );
    expect(describeFilters({ ...search, directors: ['Ann Lee', 'Bob Ray'] })).toBe(
      'Crime, Drama films with Al Pacino and Diane Keaton by Ann Lee and Bob Ray',
    );
  });
});
