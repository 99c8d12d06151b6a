import { describe, expect, test } from '@jest/globals';
import { toPage } from './movie-page.ts';

const movie = (id: number) => ({ id, title: `Movie ${String(id)}`, votes: 0 });
const page = (totalPages: number, totalResults: number, rowCount: number, ids: readonly number[] = [], number = 1) =>
  toPage({ page: number, totalPages, totalResults, rowCount, movies: ids.map(movie) });

describe('a page of movies', () => {
  test('has no pages if nothing is found, although TMDB counts one', () => {
    expect(page(1, 0, 0)).toEqual({ page: 1, totalPages: 0, totalResults: 0, items: [] });
  });

  test('cannot be used if it has no row, or none that makes sense, but should have some', () => {
    for (const number of [1, 500]) {
      expect(() => page(500, 10_000, 0, [], number)).toThrow(expect.objectContaining({ reason: 'unusable' }));
    }
  });

  test('may be empty after the last page', () => {
    expect(page(3, 60, 0, [], 4)).toEqual({ page: 4, totalPages: 3, totalResults: 60, items: [] });
  });

  test('has no results if its only rows are no movies, but keeps the totals if there are other pages', () => {
    expect(page(1, 2, 2)).toMatchObject({ totalPages: 0, totalResults: 0 });
    expect(page(2, 22, 20)).toMatchObject({ totalPages: 2, totalResults: 22 });
  });

  test('lists a movie once, and has at least the results that it shows', () => {
    expect(page(0, 0, 3, [7, 8, 7])).toEqual({ page: 1, totalPages: 1, totalResults: 2, items: [movie(7), movie(8)] });
  });
});
