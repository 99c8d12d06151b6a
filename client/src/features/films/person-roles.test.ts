import { expect, test } from '@jest/globals';
import type { FilmsInRole } from '../../lib/api-types.gen.ts';
import { rolesOf, searchFor } from './person-roles.ts';
import { texts } from './person-texts.ts';

const films = (total: number): FilmsInRole => {
  return { total, firstYear: 1971, lastYear: 2021, items: [], facets: { genre: [], decade: [] } };
};

test('the role with the most films comes first, and a role without films is left out', () => {
  const headings = (roles: Parameters<typeof rolesOf>[0]['roles']) => rolesOf({ roles }).map(({ heading }) => heading);
  expect(headings({ acted: films(3), directed: films(2) })).toEqual(['Acted in', 'Directed']);
  expect(headings({ acted: films(2), directed: films(2) })).toEqual(['Directed', 'Acted in']);
  expect(headings({ acted: films(1) })).toEqual(['Acted in']);
});

test('a role links to the search for its films', () => {
  const [acted, directed] = rolesOf({ roles: { acted: films(3), directed: films(2) } });
  expect(acted && searchFor('Ann & Bob', acted)).toBe('cast=Ann+%26+Bob');
  expect(directed && searchFor('Ann Lee', directed, { genres: ['Noir'] })).toBe('genre=Noir&director=Ann+Lee');
});

test('films are described by their number and years', () => {
  expect(texts.filmsFrom(1_024, 1971, 2021)).toBe('1,024 films, 1971 to 2021');
  expect(texts.filmsFrom(1, 1999, 1999)).toBe('1 film, 1999');
});
