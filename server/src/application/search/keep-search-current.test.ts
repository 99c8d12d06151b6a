import { describe, expect, test } from '@jest/globals';
import { makeMemoryStore, type FilmStore } from '../../../test/stores/every-film-store.ts';
import { RecordingObserver } from '../../../test/recording-observer.ts';
import { IndexedFilmSearch } from '../../adapters/out/search-index/indexed-film-search.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import { KeepSearchCurrent } from './keep-search-current.ts';

/** A store shared by two instances: what one writes, the other must find. */
async function setUp(wrap: (films: FilmRepository) => FilmRepository = (films) => films) {
  const store = await makeMemoryStore();
  const search = new IndexedFilmSearch();
  const observer = new RecordingObserver();
  const counted = countCalls(wrap(store.films));
  const current = new KeepSearchCurrent(counted.films, search, store.generation, store.clock, observer);
  return { ...store, search, observer, current, calls: counted.calls };
}

function countCalls(films: FilmRepository) {
  const calls = { scan: 0, changesSince: 0 };
  const counted: FilmRepository = {
    get: (id) => films.get(id),
    create: (id, attributes) => films.create(id, attributes),
    replace: (id, attributes, expected) => films.replace(id, attributes, expected),
    delete: (id, expected) => films.delete(id, expected),
    changesSince: (sinceMs) => {
      calls.changesSince += 1;
      return films.changesSince(sinceMs);
    },
    scan: () => {
      calls.scan += 1;
      return films.scan();
    },
  };
  return { films: counted, calls };
}

async function importFilm({ imports, generation }: FilmStore, id: string): Promise<void> {
  await imports.create([{ id, attributes: { title: id, year: 2000 }, identity: 1, rowHashes: [] }]);
  await generation.advance();
}

describe('KeepSearchCurrent', () => {
  test('loads all films once, however many ask at once', async () => {
    const { current, search, films, calls } = await setUp();
    await films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    await Promise.all(Array.from({ length: 100 }, () => current.ensure()));
    expect(search.size()).toBe(1);
    expect(calls.scan).toBe(1);
  });

  test('reads the tail at most once a second, and only when somebody asks', async () => {
    const { current, clock, calls } = await setUp();
    await current.ensure();
    const atStart = calls.changesSince;
    clock.advance(60_000);
    expect(calls.changesSince).toBe(atStart);
    await Promise.all(Array.from({ length: 100 }, () => current.ensure()));
    expect(calls.changesSince).toBe(atStart + 1);
    clock.advance(999);
    await current.ensure();
    expect(calls.changesSince).toBe(atStart + 1);
    clock.advance(1);
    await current.ensure();
    expect(calls.changesSince).toBe(atStart + 2);
    expect(calls.scan).toBe(1);
  });

  test('an edit and a deletion by another instance are found a second later', async () => {
    const { current, search, films, clock } = await setUp();
    await films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    await current.ensure();
    await films.create('alien-1979', { title: 'Alien', year: 1979 });
    await films.delete('jaws-1975', 1);
    clock.advance(1_000);
    await current.ensure();
    expect(search.size()).toBe(1);
    expect(await search.similar('alien-1979', 1)).toEqual([]);
  });

  test('an edit is found though the writer’s clock is 10 s behind', async () => {
    const { current, search, films, clock } = await setUp();
    await current.ensure();
    clock.advance(30_000);
    await current.ensure();
    clock.advance(-10_000);
    await films.create('late-2000', { title: 'Late', year: 2000 });
    clock.advance(11_000);
    await current.ensure();
    expect(search.size()).toBe(1);
  });

  test('an import is found, and searches go on meanwhile', async () => {
    const store = await setUp();
    await store.current.ensure();
    await importFilm(store, 'imported-2000');
    store.clock.advance(1_000);
    await store.current.ensure();
    await new Promise(setImmediate);
    expect(store.search.size()).toBe(1);
    expect(store.calls.scan).toBe(2);
    expect(store.observer.events.map(({ type }) => type)).toEqual(['catalogue-loaded', 'catalogue-loaded']);
  });

  test('when the table cannot be read at first, each request fails until it can', async () => {
    let isDown = true;
    const { current, search } = await setUp((films) => ({
      ...countCalls(films).films,
      scan: () => {
        if (isDown) throw new Error('down');
        return films.scan();
      },
    }));
    await expect(current.ensure()).rejects.toThrow('down');
    isDown = false;
    await current.ensure();
    expect(search.size()).toBe(0);
  });

  test('when the table cannot be read later, the search stays as it is and that is observed once a second', async () => {
    let isDown = false;
    const { current, clock, observer } = await setUp((films) => ({
      ...countCalls(films).films,
      changesSince: (sinceMs) => (isDown ? Promise.reject(new Error('down')) : films.changesSince(sinceMs)),
    }));
    await current.ensure();
    isDown = true;
    clock.advance(1_000);
    await current.ensure();
    await current.ensure();
    expect(observer.events.filter(({ type }) => type === 'catalogue-refresh-failed')).toHaveLength(1);
  });
});
