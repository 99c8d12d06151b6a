import { expect, test } from '@jest/globals';
import { checkFilm, faultsOfProblem } from './check-film.ts';
import { textsOf, valuesOf } from './film-fields.ts';

const good = { ...textsOf(), title: 'The Godfather', year: '1972' };

test('requires title and year, and nothing else', () => {
  expect(checkFilm(valuesOf(good))).toEqual({});
  expect(checkFilm(valuesOf({ ...good, title: '  ', year: '' }))).toEqual({
    title: 'is required',
    year: 'is required',
  });
});

test.each([
  ['title', 'x'.repeat(501), 'has 501 characters; 500 are allowed'],
  ['year', '1869', 'must be a whole number from 1870 to 2100'],
  ['year', 'nineteen', 'must be a whole number from 1870 to 2100'],
  ['year', '1972.5', 'must be a whole number from 1870 to 2100'],
  ['cast', `A\n${'x'.repeat(201)}`, 'entry 2 has 201 characters; 200 are allowed'],
  ['cast', 'name\n'.repeat(501), 'has 501 entries; 500 are allowed'],
  ['genres', 'a,'.repeat(51), 'has 51 entries; 50 are allowed'],
  ['extract', 'x'.repeat(20_001), 'has 20,001 characters; 20,000 are allowed'],
  ['thumbnail', 'javascript:alert(1)', 'must be an address that begins with https:// or http://'],
  ['thumbnailWidth', '0', 'must be a whole number from 1 to 20000'],
] as const)('refuses, as the API would, this value of %s: %.20s', (name, text, fault) => {
  expect(checkFilm(valuesOf({ ...good, [name]: text }))).toEqual({ [name]: fault });
});

test('assigns the faults that the API finds to their fields, and lists the rest separately', () => {
  const problem = { type: '', title: '', status: 422, detail: '', code: '', requestId: '' };
  const errors = [
    { pointer: '/title', detail: 'must not be blank' },
    { pointer: '/cast/3', detail: 'is too long' },
    { pointer: '/rating/mum', detail: 'is out of bounds' },
    { pointer: '', detail: 'has more than 100 attributes' },
  ];
  expect(faultsOfProblem({ ...problem, errors })).toEqual({
    fields: { title: 'must not be blank', cast: 'entry 4 is too long' },
    rest: ['rating is out of bounds', 'has more than 100 attributes'],
  });
});
