import { expect, test } from '@jest/globals';
import { numberNames } from './film-names.ts';
import { indexedFilm } from '../store/indexed-film.ts';

test('names are numbered in order; each knows its films, each film its names as often as it has them', () => {
  const casts = [['Bo', 'Al', 'Bo'], [], ['Al', 'Cy']];
  const films = casts.map((cast, i) => indexedFilm(`film-${String(i)}`, 1, { title: 'Film', year: 2000, cast }));
  const { all, ofFilms } = numberNames(
    films,
    ({ summary }) => summary.cast,
    (a, b) => b.films.length - a.films.length || (a.name < b.name ? -1 : 1),
  );
  expect(all).toEqual([
    { name: 'Al', films: [0, 2], number: 0 },
    { name: 'Bo', films: [0], number: 1 },
    { name: 'Cy', films: [2], number: 2 },
  ]);
  expect(ofFilms.map((names) => names.map(({ name }) => name))).toEqual(casts);
});
