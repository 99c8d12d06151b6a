import { afterEach, expect, jest, test } from '@jest/globals';
import { IndexedFilmSearch } from '../indexed-film-search.ts';
import { buildSnapshot } from '../store/build-snapshot.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

test('a name of many equal words is looked up once in each spacing', async () => {
  const attributes = { title: 'Alien', year: 1979, cast: ['J. Hurt', 'JJ Abrams'] };
  const search = IndexedFilmSearch.fromSnapshot(buildSnapshot([{ id: 'alien-1979', version: 1, attributes }]));
  const find = jest.spyOn(SortedStrings.prototype, 'find');
  const query = { genres: [], facets: [], sort: 'relevance', limit: 10 } as const;
  expect((await search.search({ ...query, cast: ['j'] })).total).toBe(1);
  find.mockClear();
  // "jj" is a word of a name, so each of the 99 pairs of neighbours may be written as one word.
  expect((await search.search({ ...query, cast: [Array(100).fill('j').join(' ')] })).total).toBe(1);
  expect(find.mock.calls.length).toBeLessThan(300);
});
