import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../server/testing/builders/any-character.ts';
import { countFilters, EMPTY_SEARCH, formatSearch, isEmptySearch, parseSearch, SORTS, toggle } from './search-state.ts';

const text = fc.string({ unit: anyCharacter, maxLength: 300 });
const NAMES = 'q typos cast director genre anyGenre notGenre yearFrom yearTo sort other'.split(' ');
const anyParameters = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), text))
  .map((pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value])));
const year = fc.option(fc.integer({ min: 1870, max: 2100 }), { nil: undefined });

describe('the state of a search in the URL', () => {
  test('accepts any query string, and formatting the state and parsing it again gives the same state', () => {
    fc.assert(
      fc.property(anyParameters, (parameters) => {
        const state = parseSearch(parameters);
        expect(parseSearch(new URLSearchParams(formatSearch(state)))).toEqual(state);
      }),
    );
  });

  test('never requests what the API would refuse', () => {
    fc.assert(
      fc.property(year, year, text, fc.array(text, { maxLength: 30 }), (yearFrom, yearTo, q, genres) => {
        const state = parseSearch(new URLSearchParams(formatSearch({ ...EMPTY_SEARCH, yearFrom, yearTo, q, genres })));
        expect(state.q).not.toMatch(/\p{Cc}/u);
        expect(state.q.length).toBeLessThanOrEqual(200);
        expect(state.genres.length).toBeLessThanOrEqual(20);
        expect(state.genres.every((genre) => genre.trim() !== '')).toBe(true);
        expect((state.yearFrom ?? 0) <= (state.yearTo ?? 9_999)).toBe(true);
      }),
    );
  });

  test.each(SORTS)('keeps the sort order %s', (sort) => {
    expect(parseSearch(new URLSearchParams(formatSearch({ ...EMPTY_SEARCH, sort }))).sort).toBe(sort);
  });

  test('searches for the words as typed only if there are words', () => {
    expect(parseSearch(new URLSearchParams('q=godfahter&typos=false')).isLiteral).toBe(true);
    expect(isEmptySearch(parseSearch(new URLSearchParams('typos=false')))).toBe(true);
  });

  test('ignores invalid years and unknown sort orders', () => {
    const state = parseSearch(new URLSearchParams('yearFrom=19x&yearTo=99999&sort=best&other=1'));
    expect(isEmptySearch(state)).toBe(true);
  });

  test('toggles a filter, and counts the active filters', () => {
    expect(toggle(['Drama'], 'Crime')).toEqual(['Drama', 'Crime']);
    expect(toggle(['Drama', 'Crime'], 'Drama')).toEqual(['Crime']);
    expect(countFilters({ ...EMPTY_SEARCH, genres: ['Drama'], cast: ['A', 'B'], yearFrom: 1950 })).toBe(4);
  });
});
