import { expect, test } from '@jest/globals';
import type { Film, FilmAttributes } from '../../server/src/domain/film.ts';
import { parseFilmAttributes } from '../../server/src/application/films/film-schema.ts';
import { isFilmId } from '../../server/src/domain/film-id.ts';
import { termsOf } from '../../server/src/domain/text/fold-text.ts';
import { recombinedFilms } from './recombined-films.ts';
import { syntheticFilms } from './synthetic-films.ts';

const real = syntheticFilms(500, 1);
const films = [...recombinedFilms(real, 3_000, 1)];
const made = films.slice(real.length);

function attributesOf(film: Film | undefined): FilmAttributes {
  if (!film) throw new RangeError('There is no such film.');
  return film.attributes;
}

test('begins with the real films and makes the same films from the same seed', () => {
  expect(films).toHaveLength(3_000);
  expect(films.slice(0, real.length)).toEqual(real);
  expect([...recombinedFilms(real, 700, 1)]).toEqual(films.slice(0, 700));
  expect([...recombinedFilms(real, 700, 2)].slice(real.length)).not.toEqual(made.slice(0, 200));
});

test('makes films that the API would accept, each with its own id', () => {
  expect(new Set(films.map(({ id }) => id)).size).toBe(films.length);
  for (const { id, attributes } of made) {
    expect(isFilmId(id)).toBe(true);
    expect(parseFilmAttributes(attributes)).toEqual(attributes);
  }
});

test('keeps the genres and the length of the title of each film it starts from, and gives most of them another title', () => {
  const pairs = made.map(({ attributes }, i) => ({ attributes, from: attributesOf(real[i % real.length]) }));
  for (const { attributes, from } of pairs) {
    expect(attributes.genres).toEqual(from.genres);
    expect(attributes.title.split(' ')).toHaveLength(from.title.split(' ').length);
    expect(Math.abs(attributes.year - from.year)).toBeLessThanOrEqual(5);
  }
  const unchanged = pairs.filter(({ attributes, from }) => attributes.title === from.title);
  expect(unchanged.length / pairs.length).toBeLessThan(0.2);
});

test('gives a person one new name in each pass over the real films, in the cast and in the synopsis', () => {
  const attributes = { title: 'Heat', year: 1995, cast: ['Al Pacino', 'Val Kilmer'], extract: 'Heat has Al Pacino.' };
  const others = syntheticFilms(50, 3);
  const from = [{ id: 'heat-1995', version: 1, attributes }, { id: 'heat-1996', version: 1, attributes }, ...others];
  const all = [...recombinedFilms(from, 10 * from.length, 1)];
  const names = new Set<string>();
  for (let pass = 1; pass < 10; pass += 1) {
    const [one, other] = all.slice(pass * from.length).map(attributesOf);
    expect(one?.cast).toEqual(other?.cast);
    const first = one?.cast?.[0] ?? '';
    expect(one?.extract).toBe(`${String(one?.title)} has ${first}.`);
    names.add(first);
  }
  expect(names.size).toBeGreaterThan(3);
});

test('grows the vocabulary of titles and synopses more slowly than the number of films', () => {
  const vocabularyOf = (count: number, field: 'title' | 'extract') =>
    new Set(films.slice(0, count).flatMap(({ attributes }) => termsOf(attributes[field] ?? ''))).size;
  for (const field of ['title', 'extract'] as const) {
    expect(vocabularyOf(3_000, field)).toBeGreaterThan(1.1 * vocabularyOf(500, field));
    expect(vocabularyOf(3_000, field)).toBeLessThan(4 * vocabularyOf(500, field));
  }
});
