import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { foldText, termsOf } from '../../src/domain/text/fold-text.ts';
import { personKey } from '../../src/domain/text/keys.ts';
import { call } from '../../testing/api/client.ts';
import { DATA_SET, whyNoDataSet } from '../../testing/data-set.ts';
import { importFilms, makeDataDir, startProduct, type Running } from '../../testing/processes/product.ts';

type Row = { title: string; year: number; cast: string[]; genres: string[]; href: string | null };

/** The import takes two minutes. In `npm run test:starved`, it gets only 30 % of a core and takes ten times as long. */
const IMPORT_TIMEOUT_MS = 3_600_000;

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: tests on the real data are skipped: ${reason}\n`);

(reason === undefined ? describe : describe.skip)('the whole Wikipedia Movie Data Set', () => {
  let data: { path: string; remove: () => Promise<void> };
  let product: Running & { url: string };
  let imported: string;
  /** The films: rows that the import treats as one film are merged. */
  let films: Row[];

  beforeAll(async () => {
    data = await makeDataDir();
    ({ output: imported } = await importFilms(data.path, DATA_SET));
    product = await startProduct(data.path);
    const rows = JSON.parse(gunzipSync(await readFile(DATA_SET)).toString()) as Row[];
    const byIdentity = new Map<string, Row>();
    for (const row of rows) {
      const identity = JSON.stringify([foldText(row.title), row.year, row.href ?? null]);
      const film = byIdentity.get(identity);
      if (!film) byIdentity.set(identity, { ...row, cast: [...row.cast], genres: [...row.genres] });
      film?.cast.push(...row.cast);
      film?.genres.push(...row.genres);
    }
    films = [...byIdentity.values()];
  }, IMPORT_TIMEOUT_MS);

  afterAll(async () => {
    product.process.kill('SIGTERM');
    await product.ended;
    await data.remove();
  });

  const total = async (query: string) => (await call(`${product.url}/v1/films?limit=1&${query}`)).body['total'];

  test('imports every row, and no row is bad', () => {
    expect(imported).toMatch(/36,273 rows in .* s/);
    expect(imported).toContain(`${films.length.toLocaleString('en')} created`);
    expect(imported).not.toMatch(/\d bad/);
  });

  test('finds all films', async () => {
    expect(await total('')).toBe(films.length);
  });

  test.each([1917, 1972, 2023])('finds the films of %i', async (year) => {
    expect(await total(`year=${String(year)}`)).toBe(films.filter((film) => film.year === year).length);
  });

  test.each(['Al Pacino', 'Toshiro Mifune', 'jk simmons', 'WC Fields', 'ZaSu Pitts'])(
    'finds the films with %s',
    async (name) => {
      const expected = films.filter(({ cast }) => cast.some((member) => personKey(member) === personKey(name)));
      expect(await total(`cast=${encodeURIComponent(name)}`)).toBe(expected.length);
      expect(expected.length).toBeGreaterThan(0);
    },
  );

  test.each([
    ['genre=drama', (film: Row) => film.genres.includes('Drama')],
    [
      'genre=Crime&genre=Comedy&yearFrom=1990',
      (film: Row) => film.genres.includes('Crime') && film.genres.includes('Comedy') && film.year >= 1990,
    ],
    ['title=godfather', (film: Row) => termsOf(film.title).some((term) => term.startsWith('godfather'))],
  ])('%s', async (query, holds) => {
    const expected = films.filter(holds).length;
    expect(await total(query)).toBe(expected);
    expect(expected).toBeGreaterThan(0);
  });

  test.each(['jk simmons', 'j.k. simmons', 'wc fields'])('finds all films with %s by words', async (name) => {
    const person = `cast=${encodeURIComponent(name)}`;
    expect(await total(`q=${encodeURIComponent(name)}&${person}`)).toBe(await total(person));
  });

  test.each([
    '',
    'q=love',
    'q=john',
    'q=wayne&genre=Western',
    'cast=Chaplin',
    'yearFrom=1990&yearTo=1999',
    'title=the',
    'q=backtothefuture',
    'q=nicholas cage',
    'q=dark night',
    'q=micheal bay',
  ])('the count of each value of a facet is the number of films that choosing it leaves: %p', async (query) => {
    const { body } = await call(`${product.url}/v1/films?limit=1&facets=genre,cast,director,decade&${query}`);
    const facets = body['facets'] as Record<
      'genre' | 'cast' | 'director' | 'decade',
      { value: string; count: number }[]
    >;
    expect(facets.cast.length).toBeGreaterThan(0);
    for (const facet of ['genre', 'cast', 'director'] as const) {
      for (const { value, count } of facets[facet]) {
        const chosen = await total(`${query}&${facet}=${encodeURIComponent(value)}`);
        expect({ facet, value, count: chosen }).toEqual({ facet, value, count });
      }
    }
    for (const { value, count } of query.startsWith('year') ? [] : facets.decade) {
      const chosen = await total(`${query}&yearFrom=${value}&yearTo=${String(Number(value) + 9)}`);
      expect({ value, count: chosen }).toEqual({ value, count });
    }
  });

  test('ranks the film that a query means first', async () => {
    for (const [query, id] of [
      ['godfather', 'the-godfather-1972'],
      ['jaws', 'jaws-1975'],
      ['heat pacino', 'heat-1995'],
    ]) {
      const { body } = await call(`${product.url}/v1/films?limit=1&q=${encodeURIComponent(query ?? '')}`);
      expect((body['items'] as { id: string }[])[0]?.id).toBe(id);
    }
  });

  test('changes nothing when imported again', async () => {
    const { output } = await importFilms(data.path, DATA_SET);
    expect(output).toContain(`${films.length.toLocaleString('en')} unchanged`);
    expect(output).not.toMatch(/created|updated|kept|bad/);
  });
});
