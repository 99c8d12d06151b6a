import { describe, expect, test } from '@jest/globals';
import { makeImportFilms, makeRebuild } from '../../../testing/builders/import-films.ts';
import { RecordingObserver } from '../../../testing/recording-observer.ts';
import { makeMemoryStore, type FilmStore } from '../../../testing/stores/every-film-store.ts';
import type { JsonValue } from '../../domain/film.ts';
import { DeriveFilms } from './derive-films.ts';
import { EnrichFilms, type EnrichFilmsPorts } from './enrich-films.ts';
import type { EnrichmentSource } from './enrichment/enrichment-source.ts';

type Values = Record<string, JsonValue>;

/** A source of records for the films "A", "B" and so on of 1999. */
function sourceOf(values: Record<string, Values>, attributes = ['imdbRating', 'popularity']): EnrichmentSource {
  return {
    attributes,
    read: (sink) => {
      for (const [title, of] of Object.entries(values)) {
        sink.offer({ id: title, titles: [title], year: 1999 });
        sink.set(title, of);
      }
      return Promise.resolve();
    },
  };
}

const portsOf = (store: FilmStore): EnrichFilmsPorts => ({
  ...store,
  store: store.imports,
  observer: new RecordingObserver(),
  rebuild: makeRebuild(store),
  uniqueName: () => 'enrich',
});

async function enrich(store: FilmStore, source: EnrichmentSource, signal?: AbortSignal) {
  const films: [string, string, string][] = [];
  const listener = {
    onFilm: (...film: [string, string, string]) => films.push(film),
    onMatched: () => undefined,
    onProgress: () => undefined,
  };
  const result = await new EnrichFilms(portsOf(store)).execute(source, listener, signal);
  return { ...result, films };
}

const row = (title: string, more: Values = {}) => ({ title, year: 1999, ...more });

async function importRows(store: FilmStore, rows: readonly object[]) {
  const batches = (async function* () {
    yield await Promise.resolve(rows.map((value, i) => ({ number: i + 1, value })));
  })();
  const listener = { onRowLeftAside: () => undefined, onProgress: () => undefined };
  return (await makeImportFilms(store).execute(batches, listener)).counts;
}

const attributesOf = async (store: FilmStore, id: string) => (await store.films.get(id))?.attributes;

test('adds values without entries in the list of changes, and builds one snapshot; a second run changes nothing', async () => {
  const store = await makeMemoryStore();
  for (const title of ['A', 'B', 'C']) {
    const film = {
      id: `${title.toLowerCase()}-1999`,
      attributes: { title, year: 1999 },
      identity: 1,
      rowHashes: ['h'],
    };
    await store.imports.create(film, 'bulk');
  }
  const source = sourceOf({ A: { imdbRating: 8, popularity: 90 }, B: { imdbRating: 3 }, Z: { imdbRating: 1 } });
  const first = await enrich(store, source);
  expect(first.counts).toMatchObject({ matched: 2, ambiguous: 0, unmatched: 1, updated: 2, unchanged: 0, kept: 0 });
  expect(first.films).toEqual([['c-1999', 'unmatched', 'no record is "C" of 1999']]);
  expect(first.findable).toMatchObject({ by: 'snapshot', films: 3 });
  expect(await attributesOf(store, 'a-1999')).toEqual(row('A', { imdbRating: 8, popularity: 90 }));
  expect(await attributesOf(store, 'b-1999')).toEqual(row('B', { imdbRating: 3 }));
  expect(await store.films.changesSince(0)).toEqual([]);
  const second = await enrich(store, source);
  expect(second.counts).toMatchObject({ updated: 0, unchanged: 2 });
  expect(second.findable).toEqual({ by: 'nothing-new' });
});

test('keeps what people edit before, after and during a run', async () => {
  const store = await makeMemoryStore();
  await importRows(
    store,
    ['A', 'B', 'C', 'D'].map((title) => row(title)),
  );
  await store.films.replace('a-1999', row('A', { popularity: 1 }), 1);
  const values = (imdbRating: number) => ({ imdbRating, popularity: 50 });
  const all = (imdbRating: number) =>
    sourceOf(Object.fromEntries(['A', 'B', 'C', 'D'].map((t) => [t, values(imdbRating)])));
  expect(await enrich(store, all(5))).toMatchObject({
    counts: { updated: 4, kept: 1 },
    films: [['a-1999', 'kept', 'keeps its own popularity']],
  });
  await store.films.replace('b-1999', row('B', { imdbRating: 5, popularity: 2 }), 2);
  await store.films.replace('c-1999', row('C', { popularity: 50 }), 2);
  const read = store.imports.read.bind(store.imports);
  store.imports.read = async (ids) => {
    const records = await read(ids);
    await store.films.replace('d-1999', row('D', { imdbRating: 9, popularity: 50 }), 2);
    return records;
  };
  const second = await enrich(store, all(6));
  expect(second.counts).toMatchObject({ updated: 2, unchanged: 1, kept: 3, refused: 1 });
  const ratings = ['a', 'b', 'c', 'd'].map(async (id) => {
    const attributes = await attributesOf(store, `${id}-1999`);
    return [attributes?.['imdbRating'], attributes?.popularity];
  });
  expect(await Promise.all(ratings)).toEqual([
    [6, 1],
    [6, 2],
    [undefined, 50],
    [9, 50],
  ]);
});

describe('what an enrichment added', () => {
  const byLee = { extract: 'A film directed by Ann Lee.' };
  const values = { imdbRating: 8, popularity: 90 };

  test('stays when the film is imported again, unless the row has a value of its own', async () => {
    const store = await makeMemoryStore();
    const rows = ['A', 'B', 'C'].map((title) => row(title, { href: title }));
    await importRows(store, rows);
    await enrich(store, sourceOf({ A: values, B: values, C: values }));
    expect(await importRows(store, rows)).toMatchObject({ unchanged: 3 });
    const changed = [
      row('A', { href: 'A', ...byLee }),
      row('B', { href: 'B', popularity: 4 }),
      row('C', { href: 'C', cast: ['Di Orr'] }),
      row('C', { href: 'C', cast: ['Ed Poe'], popularity: 5 }),
    ];
    expect(await importRows(store, changed)).toMatchObject({ updated: 3, merged: 1, kept: 0 });
    expect(await attributesOf(store, 'a-1999')).toEqual({ ...changed[0], ...values, directors: ['Ann Lee'] });
    expect(await attributesOf(store, 'b-1999')).toEqual({ ...changed[1], imdbRating: 8 });
    expect(await attributesOf(store, 'c-1999')).toMatchObject({
      cast: ['Di Orr', 'Ed Poe'],
      imdbRating: 8,
      popularity: 5,
    });
    const again = await enrich(store, sourceOf({ A: { imdbRating: 7 }, B: { imdbRating: 7 } }));
    expect(again.counts).toMatchObject({ updated: 2, kept: 0 });
    expect(await attributesOf(store, 'a-1999')).toEqual({ ...changed[0], imdbRating: 7, directors: ['Ann Lee'] });
    expect(await attributesOf(store, 'b-1999')).toEqual({ ...changed[1], imdbRating: 7 });
  });

  test('stays marked as derived when directors are derived again', async () => {
    const store = await makeMemoryStore();
    await importRows(store, [row('A', byLee)]);
    await enrich(store, sourceOf({ A: values }));
    const before = (await store.imports.read(['a-1999'])).get('a-1999');
    if (!before?.attributes) throw new Error('no film');
    const wrong = { directors: ['Acme Pictures'] };
    await store.imports.derive(
      { id: 'a-1999', attributes: { ...before.attributes, ...wrong }, derived: { ...before.derived, ...wrong } },
      before,
      'bulk',
    );
    const { counts } = await new DeriveFilms(portsOf(store)).execute(() => undefined);
    expect(counts).toMatchObject({ updated: 1 });
    const film = (await store.imports.read(['a-1999'])).get('a-1999');
    expect(film).toMatchObject({
      attributes: { ...values, directors: ['Ann Lee'] },
      derived: { ...values, directors: ['Ann Lee'] },
    });
  });
});

test('writes nothing if a file is damaged or the catalogue is empty', async () => {
  const store = await makeMemoryStore();
  await expect(enrich(store, sourceOf({}))).rejects.toMatchObject({ code: 'no-films' });
  await importRows(store, [row('A')]);
  const damaged: EnrichmentSource = {
    attributes: ['imdbRating'],
    read: async (sink) => {
      await sourceOf({ A: { imdbRating: 8 } }).read(sink);
      throw new Error('damaged');
    },
  };
  await expect(enrich(store, damaged)).rejects.toThrow('damaged');
  expect((await store.films.get('a-1999'))?.version).toBe(1);
});

test('an interrupted run leaves the snapshot to other processes, and a further run completes the work', async () => {
  const store = await makeMemoryStore();
  const titles = Array.from({ length: 120 }, (_, i) => `Film ${String(i)}`);
  await importRows(
    store,
    titles.map((title) => row(title)),
  );
  const source = sourceOf(Object.fromEntries(titles.map((title) => [title, { imdbRating: 5 }])));
  const interrupt = new AbortController();
  const derive = store.imports.derive.bind(store.imports);
  let writes = 0;
  store.imports.derive = (...write) => {
    writes += 1;
    if (writes === 10) interrupt.abort();
    return derive(...write);
  };
  const first = await enrich(store, source, interrupt.signal);
  expect(first.findable).toEqual({ by: 'later-snapshot' });
  expect(first.counts.updated).toBeLessThan(120);
  expect((await store.pointer.read()).openImports).toBeUndefined();
  const second = await enrich(store, source);
  expect(first.counts.updated + second.counts.updated).toBe(120);
  expect(second.findable).toMatchObject({ by: 'snapshot', films: 120 });
});

test('if the store fails, rejects and leaves the snapshot to other processes', async () => {
  const store = await makeMemoryStore();
  await importRows(store, [row('A')]);
  store.imports.derive = () => Promise.reject(new Error('the store is gone'));
  await expect(enrich(store, sourceOf({ A: { imdbRating: 8 } }))).rejects.toThrow('the store is gone');
  expect((await store.pointer.read()).openImports).toBeUndefined();
});
