import { expect, test } from '@jest/globals';
import { makeRebuild } from '../../../testing/builders/import-films.ts';
import { MemorySearchSnapshotStore } from '../../../testing/memory/search-snapshot-store.ts';
import { RecordingObserver } from '../../../testing/recording-observer.ts';
import { makeMemoryStore, type FilmStore } from '../../../testing/stores/every-film-store.ts';
import type { FilmAttributes } from '../../domain/film.ts';
import { DeriveFilms, type DeriveCounts, type DeriveFilmsPorts } from './derive-films.ts';

const BY_LEE = { year: 1999, extract: 'A film directed by Ann Lee.' };

async function derive(store: FilmStore, ports: Partial<DeriveFilmsPorts> = {}, signal?: AbortSignal) {
  const progress: DeriveCounts[] = [];
  const { imports, films, pointer, clock } = store;
  const observer = new RecordingObserver();
  const command = new DeriveFilms({
    store: imports,
    films,
    pointer,
    clock,
    observer,
    rebuild: makeRebuild(store),
    uniqueName: () => 'derive',
    ...ports,
  });
  const result = await command.execute((counts) => progress.push({ ...counts }), signal);
  return { ...result, progress };
}

/** Stores a film as an import would. `directors`, if given, are stored as derived. */
async function imported(store: FilmStore, id: string, directors?: readonly string[]): Promise<void> {
  const attributes: FilmAttributes = { title: id, ...BY_LEE, ...(directors && { directors }) };
  const derived = directors && { derived: { directors } };
  await store.imports.create({ id, attributes, ...derived, identity: 1, rowHashes: ['h'] }, 'bulk');
}

async function directorsOf(store: FilmStore, id: string) {
  return (await store.films.get(id))?.attributes.directors;
}

test('adds, replaces and removes derived directors, and a second run changes nothing', async () => {
  const store = await makeMemoryStore();
  await imported(store, 'without');
  await imported(store, 'outdated', ['Acme Pictures']);
  await imported(store, 'current', ['Ann Lee']);
  const wrong = { directors: ['Nobody'] };
  const mute = { id: 'mute', attributes: { title: 'Mute', year: 1999, ...wrong }, derived: wrong };
  await store.imports.create({ ...mute, identity: 1, rowHashes: ['h'] }, 'bulk');
  const { counts, findable, progress } = await derive(store);
  expect(counts).toEqual({ films: 4, updated: 3, kept: 0 });
  expect(progress.at(-1)?.films).toBe(4);
  expect(findable).toMatchObject({ by: 'snapshot', films: 4 });
  for (const id of ['without', 'outdated', 'current']) expect(await directorsOf(store, id)).toEqual(['Ann Lee']);
  expect(await directorsOf(store, 'mute')).toBeUndefined();
  expect(await store.films.changesSince(0)).toEqual([]);
  const again = await derive(store);
  expect(again.counts).toEqual({ films: 4, updated: 0, kept: 0 });
  expect(again.findable).toEqual({ by: 'nothing-new' });
});

test('derives the directors of films that people created or edited, but changes no directors that people entered or removed', async () => {
  const store = await makeMemoryStore();
  await store.films.create('created', { title: 'Created', ...BY_LEE });
  await store.films.create('entered', { title: 'Entered', ...BY_LEE, directors: ['Mine'] });
  for (const id of ['retitled', 'changed', 'removed']) await imported(store, id, ['Acme Pictures']);
  await store.films.replace('retitled', { title: 'Retitled', ...BY_LEE, directors: ['Acme Pictures'] }, 1);
  await store.films.replace('changed', { title: 'Changed', ...BY_LEE, directors: ['Mine'] }, 1);
  await store.films.replace('removed', { title: 'Removed', ...BY_LEE }, 1);
  expect((await derive(store)).counts).toEqual({ films: 5, updated: 2, kept: 3 });
  expect(await directorsOf(store, 'created')).toEqual(['Ann Lee']);
  expect(await directorsOf(store, 'entered')).toEqual(['Mine']);
  expect((await store.films.get('retitled'))?.attributes).toMatchObject({ title: 'Retitled', directors: ['Ann Lee'] });
  expect(await directorsOf(store, 'changed')).toEqual(['Mine']);
  expect(await directorsOf(store, 'removed')).toBeUndefined();
});

test('keeps an edit that is made while it runs', async () => {
  const store = await makeMemoryStore();
  await imported(store, 'edited');
  const read: FilmStore['imports']['read'] = async (ids) => {
    const records = await store.imports.read(ids);
    await store.films.replace('edited', { title: 'Edited', ...BY_LEE, directors: ['Mine'] }, 1);
    return records;
  };
  const { imports } = store;
  const slow = {
    ...store,
    imports: {
      maxConcurrentWrites: imports.maxConcurrentWrites,
      read,
      create: imports.create.bind(imports),
      replace: imports.replace.bind(imports),
      derive: imports.derive.bind(imports),
      remove: imports.remove.bind(imports),
      restore: imports.restore.bind(imports),
      ids: imports.ids.bind(imports),
    },
  };
  expect((await derive(slow)).counts).toEqual({ films: 1, updated: 0, kept: 1 });
  expect(await directorsOf(store, 'edited')).toEqual(['Mine']);
});

test('if interrupted, leaves the snapshot to other processes, and a further run completes the work', async () => {
  const store = await makeMemoryStore();
  for (let i = 0; i < 100; i += 1) await imported(store, `film-${String(i)}`);
  const interrupt = new AbortController();
  const { imports } = store;
  let writes = 0;
  imports.derive = ((original) => (film, before, write) => {
    writes += 1;
    if (writes === 10) interrupt.abort();
    return original(film, before, write);
  })(imports.derive.bind(imports));
  const snapshots = new MemorySearchSnapshotStore();
  const first = await derive(store, { rebuild: makeRebuild(store, snapshots) }, interrupt.signal);
  expect(first.findable).toEqual({ by: 'later-snapshot' });
  expect(first.counts.updated).toBeLessThan(100);
  const { generation, openImports } = await store.pointer.read();
  expect(generation).toBeGreaterThan(0);
  expect(openImports).toBeUndefined();
  const second = await derive(store);
  expect(first.counts.updated + second.counts.updated).toBe(100);
  expect(second.findable).toMatchObject({ by: 'snapshot', films: 100 });
});

test('if the store fails, rejects and leaves the snapshot to other processes', async () => {
  const store = await makeMemoryStore();
  await imported(store, 'film');
  store.imports.derive = () => Promise.reject(new Error('the store is gone'));
  await expect(derive(store)).rejects.toThrow('the store is gone');
  expect((await store.pointer.read()).openImports).toBeUndefined();
});
