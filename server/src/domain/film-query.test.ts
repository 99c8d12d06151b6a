import { expect, test } from '@jest/globals';
import { isAttributeFacet, isAttributeSort, isRange, nameOfFacet, readAttributeSort } from './film-query.ts';

test.each([
  ['attr.rating', true],
  ['-attr.rating', true],
  ['year', false],
  ['-year', false],
  ['-fame', false],
  ['x.attr.', false],
])('whether %s sorts by an attribute: %s', (sort, isAttribute) => {
  expect(isAttributeSort(sort)).toBe(isAttribute);
});

test('reads the attribute and the direction of a sort', () => {
  expect(readAttributeSort('attr.rating')).toEqual({ name: 'rating', order: 'attribute' });
  expect(readAttributeSort('-attr.rating')).toEqual({ name: 'rating', order: '-attribute' });
});

test('reads the attribute of a facet', () => {
  expect(isAttributeFacet('attr.country')).toBe(true);
  expect(isAttributeFacet('genre')).toBe(false);
  expect(isAttributeFacet('country.attr.')).toBe(false);
  expect(nameOfFacet('attr.country')).toBe('country');
});

test('tells a range from a value', () => {
  expect(isRange({ name: 'rating', from: 8 })).toBe(true);
  expect(isRange({ name: 'rating', to: 8 })).toBe(true);
  expect(isRange({ name: 'country', value: 'fr' })).toBe(false);
});
