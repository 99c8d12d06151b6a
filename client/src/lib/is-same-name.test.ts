import { expect, test } from '@jest/globals';
import { isSameName } from './is-same-name.ts';

test.each([
  ['ZaSu Pitts', 'Zasu Pitts', true],
  ['J. K. Simmons', 'JK Simmons', true],
  ['Toshirō Mifune', 'Toshiro Mifune', true],
  ['Robert Downey, Jr.', 'Robert Downey Jr', true],
  ['Lon Chaney', 'Lon Chaney Jr.', false],
  ['🎬', '!!', false],
])('%s and %s are one name: %s', (one, other, expected) => {
  expect(isSameName(one, other)).toBe(expected);
});
