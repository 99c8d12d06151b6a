import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../testing/builders/any-character.ts';
import { askedQuery, canonicalQuery } from './canonical-query.ts';
import { cacheKeyOf, type MovieRequest } from './movie-request.ts';

const search = (text: string, rest: Partial<Extract<MovieRequest, { operation: 'search' }>> = {}): MovieRequest => ({
  operation: 'search',
  query: askedQuery(text),
  page: 1,
  language: 'en-US',
  includeAdult: false,
  ...rest,
});

const anyRequest: fc.Arbitrary<MovieRequest> = fc.oneof(
  fc.record({
    operation: fc.constant('search' as const),
    query: fc.string({ unit: anyCharacter, maxLength: 8 }).map(askedQuery),
    page: fc.integer({ min: 1, max: 3 }),
    language: fc.constantFrom('en-US', 'de-DE', 'de'),
    includeAdult: fc.boolean(),
  }),
  fc.record({
    operation: fc.constant('search' as const),
    query: fc.constant('42'),
    page: fc.constant(1),
    language: fc.constant('en-US'),
    includeAdult: fc.constant(false),
    year: fc.integer({ min: 2000, max: 2003 }),
  }),
  fc.record({
    operation: fc.constant('details' as const),
    id: fc.integer({ min: 1, max: 20 }),
    language: fc.constantFrom('en-US', 'de-DE', 'de'),
    includeAdult: fc.boolean(),
  }),
);

describe('cacheKeyOf', () => {
  test('gives all spellings of a query the same entry', () => {
    const keys = ['The  Matrix', ' the matrix ', 'ＴＨＥ ＭＡＴＲＩＸ'].map(
      (text) => cacheKeyOf('a', search(text)).entry,
    );
    expect(new Set(keys).size).toBe(1);
  });

  test('two providers share no entry and no group, and the keys of existing entries do not change', () => {
    const [tmdb, other] = [cacheKeyOf('tmdb', search('matrix')), cacheKeyOf('other', search('matrix'))];
    expect(tmdb).toEqual({
      entry: '["tmdb",2,"search","matrix",1,"en-US",false]',
      group: '["tmdb",2,"search","matrix"]',
    });
    expect(other.entry).not.toBe(tmdb.entry);
    expect(other.group).not.toBe(tmdb.group);
  });

  test('gives each page, language, adult setting, year and operation its own entry, and puts all pages and languages of a query in one group', () => {
    const requests = [
      search('42'),
      search('42', { page: 2 }),
      search('42', { language: 'de-DE' }),
      search('42', { includeAdult: true }),
      search('42', { year: 2013 }),
      { operation: 'details', id: 42, language: 'en-US', includeAdult: false } as const,
      { operation: 'details', id: 42, language: 'en-US', includeAdult: true } as const,
    ];
    expect(new Set(requests.map((request) => cacheKeyOf('a', request).entry)).size).toBe(7);
    expect(new Set(requests.map((request) => cacheKeyOf('a', request).group)).size).toBe(2);
  });

  test('gives two requests the same key if and only if they are the same request but for the spelling of the query', () => {
    const parts = (request: MovieRequest) =>
      JSON.stringify(
        Object.entries(
          request.operation === 'search' ? { ...request, query: canonicalQuery(request.query) } : request,
        ).sort(),
      );
    fc.assert(
      fc.property(anyRequest, anyRequest, (a, b) => {
        const sameRequest = parts(a) === parts(b);
        expect(cacheKeyOf('a', a).entry === cacheKeyOf('a', b).entry).toBe(sameRequest);
      }),
      { numRuns: 500 },
    );
  });
});
