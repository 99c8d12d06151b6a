import { expect, test } from '@jest/globals';
import { EMPTY_SEARCH } from '../search-state.ts';
import { nearbyTexts } from './nearest-films.ts';

test.each([
  ['goxqzwv', {}, ['gox', 'go']],
  ['ox qzwv', {}, ['ox']],
  ['x qzwv', {}, ['x q']],
  ['🎬🍿🎞️', {}, ['🎬🍿🎞', '🎬🍿']],
  ['xq', {}, []],
  ['goxqzwv', { genres: ['Drama'] }, ['goxqzwv', 'gox']],
  ['goxqzwv', { isLiteral: true }, ['goxqzwv', 'gox']],
])('if nothing is found for “%s” with %j, the texts to search for are %j', (q, filters, texts) => {
  expect(nearbyTexts({ ...EMPTY_SEARCH, q, ...filters })).toEqual(texts);
});
