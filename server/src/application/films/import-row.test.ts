import { expect, test } from '@jest/globals';
import type { FilmAttributes } from '../../domain/film.ts';
import { mergeRows } from './import-row.ts';

const FILM: FilmAttributes = { title: 'Jaws', year: 1975 };

test('joins the lists of two rows of a film without repetitions, and overwrites nothing', () => {
  const film = { ...FILM, cast: ['A', 'B'], genres: ['Horror'] };
  const row = { ...FILM, title: 'Other', cast: ['B', 'C'], directors: ['D'] };
  expect(mergeRows(film, row)).toEqual({ ...film, cast: ['A', 'B', 'C'], directors: ['D'] });
});

test('replaces a stored value that is not a list, because earlier versions did not check it', () => {
  const stored = { ...FILM, directors: 5 as unknown as string[] };
  expect(mergeRows(stored, { ...FILM, directors: ['D'] })).toEqual({ ...FILM, directors: ['D'] });
});
