import { expect, test } from '@jest/globals';
import type { FilmQuery } from '../../../domain/film-query.ts';
import { encodeCursor } from '../../../domain/search-cursor.ts';
import { readPosition, writePosition, type Position } from './position.ts';
import type { Reach } from './reach.ts';

const QUERY: FilmQuery = { q: 'alien', cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };
const REACH: Reach = {
  kind: 'lenient',
  respelt: ['alien'],
  forgiven: '1',
  words: 1,
  titleEdits: 1,
  stems: [[['alien', 0.7]]],
  least: 0.3,
  isTogether: true,
  unknown: '0',
  isPartial: false,
};
const read = (cursor: string) => readPosition({ ...QUERY, cursor });
const forge = (reach: unknown, exact: unknown = [], after: unknown = [1]) =>
  encodeCursor(QUERY, [JSON.stringify(reach), JSON.stringify(exact), JSON.stringify(after)]);

test.each<Position>([
  { reach: REACH, exact: [true, false], after: [2.5, 'alien', 1979, 'alien-1979'] },
  // The keys of a sort by a declared attribute.
  { exact: [], after: [null, true, 'alien-1979'] },
])('reads what it wrote: %j', (position) => {
  expect(read(writePosition(QUERY, position))).toEqual(position);
});

test.each([
  ['a part that is not JSON', encodeCursor(QUERY, ['{', '[]', '[1]'])],
  ['a reach of no known kind', forge({ ...REACH, kind: 'constructor' })],
  ['more typos than two', forge({ ...REACH, titleEdits: 9 })],
  ['a query of OpenSearch instead of stems', forge({ ...REACH, stems: [[[{ match_all: {} }, 1]]] })],
  ['forgiven words that are not flags', forge({ ...REACH, forgiven: '*' })],
  ['more spellings than a first page has', forge({ ...REACH, respelt: Array.from('abcdefghi') })],
  ['a part of the reach missing', forge({ kind: 'exact' })],
  ['an object among the keys', forge(null, [], [{ lat: 1 }])],
  ['no keys', forge(null, [], [])],
])('refuses a forged cursor with %s', (_what, cursor) => {
  expect(() => read(cursor)).toThrow('The parameter "cursor" is not a cursor that a search has returned.');
});
