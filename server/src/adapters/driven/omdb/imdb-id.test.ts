import { expect, test } from '@jest/globals';
import { idOf, imdbIdOf } from './imdb-id.ts';

test.each([
  ['tt0000001', 1],
  ['tt0133093', 133_093],
  ['tt9999999', 9_999_999],
  ['tt10044952', 10_044_952],
])('%s is the movie %i, and the other way round', (imdbId, id) => {
  expect(idOf(imdbId)).toBe(id);
  expect(imdbIdOf(id)).toBe(imdbId);
});

// A second text for the same number would give one movie two entries in the cache.
test.each(['tt0000000', 'tt133093', 'tt00133093', 'nm0000001', 'tt12345678901', '0133093', ''])(
  '%j is not the id of a movie',
  (text) => {
    expect(idOf(text)).toBeUndefined();
  },
);
