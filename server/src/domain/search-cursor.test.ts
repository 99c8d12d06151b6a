import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FilmQuery } from './film-query.ts';
import { decodeCursor, encodeCursor } from './search-cursor.ts';

const QUERY: FilmQuery = { q: 'jaws', cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };
const SHAPE = ['number', 'string'] as const;

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

  test.each<Partial<FilmQuery>>([
    { q: 'other' },
    { title: 'x' },
    { year: 1975 },
    { yearFrom: 1975 },
    { yearTo: 1975 },
    { cast: ['x'] },
    { genres: ['x'] },
    { sort: 'year' },
  ])('is refused for a query that differs by %j', (difference) => {
    const cursor = encodeCursor(QUERY, [1, 'a']);
    expect(() => decodeCursor({ ...QUERY, ...difference }, cursor, SHAPE)).toThrow('belongs to another query');
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
    expect(() => decodeCursor(QUERY, encodeCursor(QUERY, [1]), SHAPE)).toThrow(
      'is not a cursor that a search has returned',
    );
  });
});
