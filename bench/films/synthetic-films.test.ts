import { expect, test } from '@jest/globals';
import { termsOf } from '../../server/src/domain/text/fold-text.ts';
import { isFilmId } from '../../server/src/domain/film-id.ts';
import { parseFilmAttributes } from '../../server/src/application/films/film-schema.ts';
import { scaleFilms } from './perturbed-copies.ts';
import { syntheticFilms } from './synthetic-films.ts';

const films = syntheticFilms(3_000, 1);
const vocabularyOf = (count: number) => {
  return new Set(films.slice(0, count).flatMap(({ attributes }) => termsOf(attributes.title))).size;
};

test('makes the same films from the same seed and different films from another seed', () => {
  expect(syntheticFilms(50, 5)).toEqual(syntheticFilms(50, 5));
  expect(syntheticFilms(50, 5)).not.toEqual(syntheticFilms(50, 6));
});

test('makes films that the API would accept, each with its own id', () => {
  expect(new Set(films.map(({ id }) => id)).size).toBe(films.length);
  for (const { id, attributes } of films) {
    expect(isFilmId(id)).toBe(true);
    expect(parseFilmAttributes(attributes)).toEqual(attributes);
  }
});

test('makes films about as long as real ones: 626 bytes on average', () => {
  const bytes = films.reduce((sum, { attributes }) => sum + Buffer.byteLength(JSON.stringify(attributes)), 0);
  expect(bytes / films.length).toBeGreaterThan(560);
  expect(bytes / films.length).toBeLessThan(690);
});

test('grows the vocabulary more slowly than the number of films', () => {
  expect(vocabularyOf(3_000)).toBeGreaterThan(1.3 * vocabularyOf(1_000));
  expect(vocabularyOf(3_000)).toBeLessThan(3 * vocabularyOf(1_000));
});

test('scales films by adding perturbed copies with ids of their own', () => {
  const few = films.slice(0, 200);
  const scaled = scaleFilms(few, 3, 1);
  expect(scaled).toHaveLength(600);
  expect(scaled.slice(0, 200)).toEqual(few);
  expect(new Set(scaled.map(({ id }) => id)).size).toBe(600);
  expect(scaleFilms(few, 3, 1)).toEqual(scaled);
});
