import { expect, test } from '@jest/globals';
import { IndexedFilmSearch } from '../indexed-film-search.ts';
import { indexedFilm } from './indexed-film.ts';
import { openSegment, SegmentStore } from './segment-store.ts';
import { writeSections } from './write-sections.ts';

const film = (i: number, letters: number) => ({
  ...{ id: `film-${String(i)}`, version: 1, changedAtMs: 0 },
  attributes: { title: `Film ${String(i)}`, year: 2000, extract: 'a '.repeat(letters / 2) },
});

/** How many films each segment of edits has, after this many films of this length were edited one after the other. */
function segmentsAfter(count: number, letters: number): number[] {
  const store = new SegmentStore(openSegment(writeSections([], []), []));
  for (let i = 0; i < count; i += 1) {
    const { attributes, ...edit } = film(i, letters);
    store.put({ ...edit, letters, film: indexedFilm(edit.id, 1, attributes, []) });
    store.index();
  }
  expect(store.size).toBe(count);
  return store.segments.slice(1).map(({ size }) => size);
}

test('segments of edited films are merged while they are small, so that there are few of them', () => {
  expect(segmentsAfter(31, 100)).toEqual([16, 8, 4, 2, 1]);
});

test('segments are not merged to more than 500,000 letters, because nobody is answered meanwhile', () => {
  const sizes = segmentsAfter(40, 50_000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
  expect(sizes.length).toBeLessThan(10);
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
