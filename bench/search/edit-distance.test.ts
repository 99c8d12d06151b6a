import { expect, test } from '@jest/globals';
import { editDistance } from './edit-distance.ts';

test.each([
  ['same', 'same', 2, 0],
  ['godfather', 'godfathr', 2, 1],
  ['godfather', 'godfatherx', 2, 1],
  ['godfather', 'gadfather', 2, 1],
  ['godfather', 'ogdfather', 2, 1],
  ['godfather', 'gdofathre', 2, 2],
  ['ca', 'abc', 5, 3],
  ['', 'ab', 2, 2],
  ['godfather', 'goodfellas', 2, 3],
  ['godfather', 'x', 2, 3],
])('the distance of %s and %s, counted up to %i, is %i', (a, b, most, distance) => {
  expect(editDistance(a, b, most)).toBe(distance);
  expect(editDistance(b, a, most)).toBe(distance);
});
