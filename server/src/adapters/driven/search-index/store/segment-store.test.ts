import { expect, test } from '@jest/globals';
import { IndexedFilmSearch } from '../indexed-film-search.ts';
import { indexedFilm } from './indexed-film.ts';
import { buildSnapshot } from './build-snapshot.ts';
import { openSegment, SegmentStore } from './segment-store.ts';
import { writeSections } from './write-sections.ts';

const film = (i: number, letters: number) => ({
  ...{ id: `film-${String(i)}`, version: 1, changedAtMs: 0 },
  attributes: { title: `Film ${String(i)}`, year: 2000, extract: 'a '.repeat(letters / 2) },
});

/**
 * How many films each segment of edits has after this many edits, one after the other. `letters` says how long the films
 * count, and `filmOf` which film each edit changes; by default each changes another one.
 */
function segmentsAfter(edits: number, letters: number, filmOf = (edit: number) => edit): number[] {
  const store = new SegmentStore(openSegment(writeSections([], []), []));
  for (let i = 0; i < edits; i += 1) {
    const { attributes, ...edit } = film(filmOf(i), 100);
    store.put({ ...edit, version: i + 1, letters, film: indexedFilm(edit.id, i + 1, attributes, []) });
    store.index();
  }
  return store.segments.slice(1).map(({ size }) => size);
}

test('segments of edited films are merged while they are small, so that there are few of them', () => {
  expect(segmentsAfter(31, 100)).toEqual([16, 8, 4, 2, 1]);
});

test('segments are not merged to more than 1.5 million letters, because nobody is answered meanwhile', () => {
  const sizes = segmentsAfter(40, 150_000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
  expect(sizes.length).toBeLessThan(10);
});

test('a segment whose films were all edited again is removed', () => {
  expect(segmentsAfter(60, 1_000_000, () => 1)).toEqual([1]);
  expect(segmentsAfter(60, 1_000_000, (i) => i % 3)).toEqual([1, 1, 1]);
});

test('a film that is deleted while long changes are applied stays deleted, although a snapshot is opened meanwhile', async () => {
  const search = new IndexedFilmSearch();
  const applied = search.apply([
    { ...film(1, 150_000), changedAtMs: 1 },
    { ...film(2, 10), changedAtMs: 1 },
  ]);
  await search.apply([{ id: 'film-2', version: 2, changedAtMs: 2 }]);
  search.openSnapshot(buildSnapshot([]).bytes, 3);
  await applied;
  expect(await search.ids(0, 10)).not.toContain('film-2');
});

async function* noFilms() {
  yield await Promise.resolve([]);
}

test('a film that is deleted while long changes are applied stays deleted, although all films are loaded meanwhile', async () => {
  const search = new IndexedFilmSearch();
  await search.load(noFilms());
  const long = Array.from({ length: 15 }, (_, i) => ({ ...film(10 + i, 110_000), changedAtMs: 1 }));
  let isApplied = false;
  const applied = search.apply([...long, { ...film(2, 10), changedAtMs: 1 }]).then(() => (isApplied = true));
  await search.apply([{ id: 'film-2', version: 2, changedAtMs: 2 }]);
  await search.load(noFilms());
  expect(isApplied).toBe(false);
  await applied;
  expect(await search.ids(0, 100)).not.toContain('film-2');
});

test('the edits that were made while all films were loaded become visible together', async () => {
  const search = new IndexedFilmSearch();
  const edits = Array.from({ length: 30 }, (_, i) => ({ ...film(i, 20_000), version: 2 }));
  async function* films() {
    yield edits.map((edit) => ({ ...edit, version: 1, attributes: { ...edit.attributes, title: 'Old' } }));
    await search.apply(edits);
  }
  const looks: number[] = [];
  let isLoaded = false;
  const look = () => {
    const query = { q: 'old', cast: [], genres: [], facets: [], sort: 'relevance', limit: 1 } as const;
    void search.search(query).then(({ total }) => looks.push(total));
    if (!isLoaded) setTimeout(look, 0);
  };
  setTimeout(look, 0);
  await search.load(films());
  isLoaded = true;
  expect(new Set(looks)).toEqual(new Set([0]));
});

test('long changes are applied in parts, and others are answered meanwhile', async () => {
  const search = new IndexedFilmSearch();
  const found: number[] = [];
  let isApplied = false;
  const look = () => {
    void search.size().then((size) => found.push(size));
    if (!isApplied) setImmediate(look);
  };
  setImmediate(look);
  await search.apply(Array.from({ length: 40 }, (_, i) => film(i, 20_000)));
  isApplied = true;
  expect(await search.size()).toBe(40);
  expect(found.length).toBeGreaterThan(3);
});

test('other changes are applied before the call returns', () => {
  const search = new IndexedFilmSearch();
  void search.apply(Array.from({ length: 40 }, (_, i) => film(i, 1_000)));
  return expect(search.size()).resolves.toBe(40);
});
