import { expect, test } from '@jest/globals';
import { syntheticFilms } from '../films/synthetic-films.ts';
import { Corpus } from './corpus.ts';
import { ROWS } from './rows.ts';
import { casesOf } from './row-cases.ts';

const films = syntheticFilms(3_000, 5);
const corpus = new Corpus(films);
const options = (seed: number) => ({ seed, queries: 50, sharedTitles: '' });
const ids = new Set(films.map(({ id }) => id));

test('orders films by how well known they are: long synopsis and large cast first', () => {
  const film = (id: string, extract: string, cast: string[]) => {
    return { id, version: 1, attributes: { title: id, year: 2000, extract, cast } };
  };
  const ordered = new Corpus([
    film('a', 'x', []),
    film('b', 'x'.repeat(900), ['A']),
    film('c', 'x'.repeat(900), ['A', 'B']),
  ]);
  expect(ordered.films.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

test.each(ROWS)('draws the same queries for $name from the same seed, each for films that exist', async (row) => {
  const cases = await casesOf(row, corpus, options(3));
  expect(await casesOf(row, corpus, options(3))).toEqual(cases);
  expect(new Set(cases.map(({ q }) => q)).size).toBe(cases.length);
  for (const { q, meant } of cases) {
    expect(q.trim()).not.toBe('');
    expect(meant.size).toBeGreaterThan(0);
    for (const id of meant) expect(ids).toContain(id);
  }
});

test('draws other queries from another seed', async () => {
  const rows = ROWS.filter(({ name }) => name === 'typo');
  for (const row of rows) {
    const cases = await casesOf(row, corpus, options(1));
    expect(cases).toHaveLength(50);
    expect(await casesOf(row, corpus, options(2))).not.toEqual(cases);
  }
});
