import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FilmQuery } from './film-query.ts';
import { decodeCursor, encodeCursor } from './search-cursor.ts';

const QUERY: FilmQuery = { q: 'jaws', cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };
const SHAPE = ['number', 'string'] as const;

/**
 * Another value for each field that decides which films match, or in which order. The compiler reports a field that is
 * missing here.
 */
const DIFFERENCES: Required<Omit<FilmQuery, 'limit' | 'cursor' | 'facets' | 'explain'>> = {
  q: 'other',
  title: 'x',
  year: 1975,
  yearFrom: 1975,
  yearTo: 1975,
  cast: ['x'],
  directors: ['x'],
  genres: ['x'],
  anyGenres: ['x'],
  notGenres: ['x'],
  typos: false,
  attributes: [{ name: 'rating', from: 8 }],
  sort: 'year',
};

describe('a search cursor', () => {
  test('decodes to the position that it was made from, and is URL-safe', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: 'grapheme' }),
        (number, text) => {
          const cursor = encodeCursor(QUERY, [number, text]);
          expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
          expect(decodeCursor(QUERY, cursor, SHAPE)).toEqual([number === 0 ? 0 : number, text]);
        },
      ),
    );
  });

  test('is valid for the same query with another limit and other facets', () => {
    const cursor = encodeCursor(QUERY, [1, 'a']);
    expect(decodeCursor({ ...QUERY, limit: 5, facets: ['genre'] }, cursor, SHAPE)).toEqual([1, 'a']);
  });

  test('is refused for a query whose filter by an attribute has another value', () => {
    const query: FilmQuery = { ...QUERY, attributes: [{ name: 'rating', from: 8 }] };
    const cursor = encodeCursor(query, [1, 'a']);
    for (const filter of [{ from: 7 }, { from: 8, to: 9 }, { to: 8 }]) {
      const other: FilmQuery = { ...QUERY, attributes: [{ name: 'rating', ...filter }] };
      expect(() => decodeCursor(other, cursor, SHAPE)).toThrow('belongs to another query');
    }
  });

  test.each(Object.entries(DIFFERENCES))('is refused for a query with another %s', (name, value) => {
    const cursor = encodeCursor(QUERY, [1, 'a']);
    expect(() => decodeCursor({ ...QUERY, [name]: value }, cursor, SHAPE)).toThrow('belongs to another query');
  });

  test('is refused with a bad request that names the parameter when it is malformed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((json) => btoa(encodeURIComponent(json))),
        ),
        (text) => {
          expect(() => decodeCursor(QUERY, text, SHAPE)).toThrow(
            expect.objectContaining({
              kind: 'bad-request',
              faults: [expect.objectContaining({ parameter: 'cursor' })],
            }),
          );
        },
      ),
    );
  });

  test('is refused when its position has another shape', () => {
    const cursor = encodeCursor(QUERY, ['a', 1]);
    expect(() => decodeCursor(QUERY, cursor, SHAPE)).toThrow('is not a cursor that a search has returned');
    // One part of two has the right type.
    expect(() => decodeCursor(QUERY, encodeCursor(QUERY, [1, 1]), SHAPE)).toThrow(
      'is not a cursor that a search has returned',
    );
    expect(() => decodeCursor(QUERY, encodeCursor(QUERY, [1]), SHAPE)).toThrow(
      'is not a cursor that a search has returned',
    );
  });

  test('is refused when an earlier version made it, because its parts meant something else', () => {
    const [version, ...parts] = JSON.parse(atob(encodeCursor(QUERY, [1, 'a']))) as [number, ...unknown[]];
    const older = btoa(JSON.stringify([version - 1, ...parts]));
    expect(() => decodeCursor(QUERY, older, SHAPE)).toThrow('is not a cursor that a search has returned');
  });

  test('is refused when its text is not UTF-8, instead of meaning another position', () => {
    const json = atob(encodeCursor(QUERY, [1, 'a']));
    const broken = btoa(json.replace('"a"', '"\u00ff"'));
    expect(() => decodeCursor(QUERY, broken, SHAPE)).toThrow('is not a cursor that a search has returned');
  });

  test('of another query is refused with an error that names the parameter', () => {
    const cursor = encodeCursor({ ...QUERY, q: 'other' }, [1, 'a']);
    expect(() => decodeCursor(QUERY, cursor, SHAPE)).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ parameter: 'cursor' })] }),
    );
  });
});
