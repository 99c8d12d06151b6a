import { expect, test } from '@jest/globals';
import { changedFields, patchOf, textsOf, valuesOf } from './film-fields.ts';

const film = {
  id: 'the-godfather-1972',
  title: 'The Godfather',
  year: 1972,
  cast: ['Marlon Brando', 'Al Pacino'],
  directors: ['Francis Ford Coppola'],
  genres: ['Crime', 'Drama'],
  rating: { mum: 5 },
};

test('converts a film to texts and back without loss, except for attributes that the form does not have', () => {
  const { id: _id, rating: _rating, ...known } = film;
  expect(valuesOf(textsOf(film))).toEqual(known);
  expect(valuesOf(textsOf())).toEqual({});
});

test('makes a patch that sets what was changed and removes what was emptied', () => {
  const base = textsOf(film);
  const texts = { ...base, year: ' 1973 ', cast: 'Marlon Brando\n\n  Al Pacino \nDiane Keaton', genres: ' ' };
  expect(patchOf(base, texts)).toEqual({
    year: 1973,
    cast: ['Marlon Brando', 'Al Pacino', 'Diane Keaton'],
    genres: null,
  });
});

test('ignores spaces and empty lines, and keeps a comma inside a name', () => {
  const base = { ...textsOf(film), cast: 'Sammy Davis, Jr.\nDean Martin' };
  expect(changedFields(base, { ...base, title: ' The Godfather ', cast: 'Sammy Davis, Jr.\n\nDean Martin\n' })).toEqual(
    [],
  );
  expect(changedFields(base, { ...base, cast: 'Sammy Davis\nJr.\nDean Martin' }).map(({ name }) => name)).toEqual([
    'cast',
  ]);
});
