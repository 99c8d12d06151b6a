import { describe, expect, test } from '@jest/globals';
import { makeMemoryStore, type FilmStore } from '../../../testing/stores/every-film-store.ts';
import { eventually } from '../../../testing/eventually.ts';
import { RecordingObserver } from '../../../testing/recording-observer.ts';
import { MemorySearchSnapshotStore } from '../../../testing/memory/search-snapshot-store.ts';
import { IndexedFilmSearch } from '../../adapters/driven/search-index/indexed-film-search.ts';
import { IndexSnapshotBuilder } from '../../adapters/driven/search-index/store/index-snapshot-builder.ts';
import { snapshotFormat } from '../../adapters/driven/search-index/structures/snapshot-format.ts';
import { readDeclarations, type DeclaredAttributes } from '../../domain/declared-attributes.ts';
import type { FilmQuery } from '../../domain/film-query.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { SearchSnapshotStore } from '../../ports/search-snapshot-store.ts';
import { SearchFilms } from '../films/search-films.ts';
import { BackgroundRebuild } from './background-rebuild.ts';
import { KeepSearchCurrent } from './keep-search-current.ts';
import { synopsesOf } from './snapshot-names.ts';
import { RebuildSnapshot } from './rebuild-snapshot.ts';

const ALL: FilmQuery = { cast: [], genres: [], sort: 'title', limit: 100, facets: [] };
const MINUTE_MS = 60_000;

type Shared = FilmStore & { snapshots: SearchSnapshotStore };

async function makeShared(): Promise<Shared> {
  return { ...(await makeMemoryStore()), snapshots: new MemorySearchSnapshotStore() };
}

/**
 * Makes an instance that shares its store with other instances. Each instance must find what the other instances write.
 */
function makeInstance(
  shared: Shared,
  wrap: (films: FilmRepository) => FilmRepository = (films) => films,
  declared: DeclaredAttributes = [],
  isFrozenBetweenRequests = false,
) {
  const search = new IndexedFilmSearch(declared);
  const observer = new RecordingObserver();
  const calls = { scan: 0, changesSince: 0, rebuild: 0 };
  const films = counting(wrap(shared.films), calls);
  const rebuild = {
    request: () => {
      calls.rebuild += 1;
    },
  };
  const pointer = declared.length > 0 ? shared.pointerOf(snapshotFormat(declared)) : shared.pointer;
  const ports = { ...shared, films, pointer, search, observer, rebuild, isFrozenBetweenRequests };
  const current = new KeepSearchCurrent(ports);
  const titles = async () => {
    await current.ensure();
    return (await search.search(ALL)).items.map(({ title }) => title);
  };
  return { search, observer, current, calls, titles };
}

function makeRebuild(shared: Shared, declared: DeclaredAttributes = [], observer = new RecordingObserver()) {
  let names = 0;
  const uniqueName = () => `n${String((names += 1))}`;
  return new RebuildSnapshot({
    ...shared,
    pointer: declared.length > 0 ? shared.pointerOf(snapshotFormat(declared)) : shared.pointer,
    builder: new IndexSnapshotBuilder(declared, () => Promise.resolve(new Map())),
    observer,
    uniqueName,
  });
}

/** The names under which the files of snapshots are stored. */
function filesOf(...names: readonly (string | undefined)[]): string[] {
  return names.flatMap((name) => (name === undefined ? [] : [name, synopsesOf(name)]));
}

function counting(films: FilmRepository, calls: { scan: number; changesSince: number }): FilmRepository {
  return {
    get: (id) => films.get(id),
    lastVersion: (id) => films.lastVersion(id),
    readSynopses: (ids) => films.readSynopses(ids),
    create: (id, attributes) => films.create(id, attributes),
    replace: (id, attributes, expected) => films.replace(id, attributes, expected),
    delete: (id, expected) => films.delete(id, expected),
    forgetChange: (change) => films.forgetChange(change),
    changesSince: (sinceMs) => {
      calls.changesSince += 1;
      return films.changesSince(sinceMs);
    },
    scan: () => {
      calls.scan += 1;
      return films.scan();
    },
  };
}

const nextTick = () => new Promise(setImmediate);

describe('KeepSearchCurrent', () => {
  test('without a snapshot, loads all films once for all concurrent requests, and requests a snapshot', async () => {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    const { current, search, calls, observer } = makeInstance(shared);
    await Promise.all(Array.from({ length: 100 }, () => current.ensure()));
    expect(await search.size()).toBe(1);
    expect(calls).toMatchObject({ scan: 1, rebuild: 1 });
    expect(observer.events).toMatchObject([
      { type: 'catalogue-loaded', from: 'table', films: 1 },
      { type: 'catalogue-refreshed', publishedAtMs: undefined },
    ]);
  });

  test('with a snapshot, does not scan the table, and includes the changes since the snapshot', async () => {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    await shared.films.create('gone-1975', { title: 'Gone', year: 1975 });
    await makeRebuild(shared).execute();
    shared.clock.advance(MINUTE_MS);
    await shared.films.create('alien-1979', { title: 'Alien', year: 1979 });
    await shared.films.replace('jaws-1975', { title: 'Jaws Again', year: 1975 }, 1);
    await shared.films.delete('gone-1975', 1);
    const { titles, calls, observer } = makeInstance(shared);
    expect(await titles()).toEqual(['Alien', 'Jaws Again']);
    expect(calls).toMatchObject({ scan: 0, rebuild: 0 });
    expect(observer.events).toMatchObject([
      { type: 'catalogue-loaded', from: 'snapshot' },
      { type: 'catalogue-refreshed', publishedAtMs: shared.clock.nowMs() - MINUTE_MS, changed: 3 },
    ]);
  });

  test('reads the latest changes at most once a second, and only when a request comes', async () => {
    const shared = await makeShared();
    const { current, calls } = makeInstance(shared);
    await current.ensure();
    const atStart = calls.changesSince;
    shared.clock.advance(MINUTE_MS);
    expect(calls.changesSince).toBe(atStart);
    await Promise.all(Array.from({ length: 100 }, () => current.ensure()));
    expect(calls.changesSince).toBe(atStart + 1);
    shared.clock.advance(999);
    await current.ensure();
    expect(calls.changesSince).toBe(atStart + 1);
    shared.clock.advance(1);
    await current.ensure();
    expect(calls.changesSince).toBe(atStart + 2);
    expect(calls.scan).toBe(1);
  });

  test('finds another instance’s edit and deletion a second later', async () => {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    const { titles } = makeInstance(shared);
    expect(await titles()).toEqual(['Jaws']);
    await shared.films.create('alien-1979', { title: 'Alien', year: 1979 });
    await shared.films.delete('jaws-1975', 1);
    shared.clock.advance(1_000);
    expect(await titles()).toEqual(['Alien']);
  });

  test.each([-10_000, 10_000])('finds an edit although the writer’s clock is %i ms off', async (skewMs) => {
    const shared = await makeShared();
    const { titles } = makeInstance(shared);
    await titles();
    shared.clock.advance(30_000);
    await titles();
    shared.clock.advance(skewMs);
    await shared.films.create('late-2000', { title: 'Late', year: 2000 });
    shared.clock.advance(-skewMs + 1_000);
    expect(await titles()).toEqual(['Late']);
  });

  test('finds an edit whose time is just before the watermark, when the clock of the snapshot’s builder is ahead', async () => {
    const shared = await makeShared();
    await makeRebuild(shared).execute();
    // This film is written after the scan, by a writer whose clock is 10 s behind the builder's.
    shared.clock.advance(-10_000);
    await shared.films.create('late-2000', { title: 'Late', year: 2000 });
    shared.clock.advance(10_000);
    expect(await makeInstance(shared).titles()).toEqual(['Late']);
  });

  test('switches to a new snapshot in the background, and keeps edits that the snapshot does not have', async () => {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    await makeRebuild(shared).execute();
    const { titles, observer, search } = makeInstance(shared);
    await titles();
    shared.clock.advance(MINUTE_MS);
    await makeRebuild(shared).execute();
    await search.apply([
      { id: 'own-2000', version: 1, changedAtMs: shared.clock.nowMs(), attributes: { title: 'Own', year: 2000 } },
    ]);
    shared.clock.advance(1_000);
    expect(await titles()).toEqual(['Jaws', 'Own']);
    await nextTick();
    expect(observer.of('catalogue-loaded')).toHaveLength(2);
    expect(await titles()).toEqual(['Jaws', 'Own']);
  });

  test('requests a snapshot after an import, and finds its films once the snapshot is published', async () => {
    const shared = await makeShared();
    await makeRebuild(shared).execute();
    const { titles, calls } = makeInstance(shared);
    await titles();
    const film = { id: 'new-2000', attributes: { title: 'New', year: 2000 }, identity: 1, rowHashes: [] };
    await shared.imports.create(film, 'bulk');
    await shared.pointer.advance();
    shared.clock.advance(1_000);
    expect(await titles()).toEqual([]);
    expect(calls).toMatchObject({ rebuild: 1, scan: 0 });
    await makeRebuild(shared).execute();
    shared.clock.advance(1_000);
    await titles();
    await nextTick();
    expect(await titles()).toEqual(['New']);
  });

  test.each([
    ['damaged', (snapshots: SearchSnapshotStore, name: string) => snapshots.put(name, Uint8Array.of(1, 2, 3))],
    ['not in the store', (snapshots: SearchSnapshotStore, name: string) => snapshots.remove(name)],
  ])('reports a snapshot that is %s, and reads the films from the table', async (_name, spoil) => {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    await makeRebuild(shared).execute();
    const name = (await shared.pointer.read()).snapshot?.name ?? '';
    await spoil(shared.snapshots, name);
    const { titles, observer, calls } = makeInstance(shared);
    expect(await titles()).toEqual(['Jaws']);
    expect(observer.events).toMatchObject([
      { type: 'snapshot-unusable', name },
      { type: 'catalogue-loaded', from: 'table' },
      { type: 'catalogue-refreshed' },
    ]);
    shared.clock.advance(1_000);
    await titles();
    expect(calls).toMatchObject({ scan: 1, rebuild: 1 });
  });

  test('after a long sleep, waits for the current snapshot, so that it does not return deleted films', async () => {
    const shared = await makeShared();
    const { films, clock } = shared;
    await films.create('gone-1975', { title: 'Gone', year: 1975 });
    const rebuild = makeRebuild(shared);
    await rebuild.execute();
    const { titles } = makeInstance(shared);
    await titles();
    await films.replace('gone-1975', { title: 'Gone Soon', year: 1975 }, 1);
    clock.advance(1_000);
    expect(await titles()).toEqual(['Gone Soon']);
    await films.delete('gone-1975', 2);
    for (let i = 0; i < 3; i += 1) {
      clock.advance(11 * MINUTE_MS);
      await rebuild.execute();
    }
    expect(await films.changesSince(0)).toEqual([]);
    expect(await titles()).toEqual([]);
  });

  test('fails each request until the table can be read for the first time', async () => {
    const shared = await makeShared();
    let isDown = true;
    const { current, search } = makeInstance(shared, (films) => ({
      ...counting(films, { scan: 0, changesSince: 0 }),
      scan: () => {
        if (isDown) throw new Error('down');
        return films.scan();
      },
    }));
    await expect(current.ensure()).rejects.toThrow('down');
    isDown = false;
    await current.ensure();
    expect(await search.size()).toBe(0);
  });

  test('when the table fails after the first load, keeps serving its films and reports the failure once a second', async () => {
    const shared = await makeShared();
    let isDown = false;
    const { current, observer } = makeInstance(shared, (films) => ({
      ...counting(films, { scan: 0, changesSince: 0 }),
      changesSince: (sinceMs) => (isDown ? Promise.reject(new Error('down')) : films.changesSince(sinceMs)),
    }));
    await current.ensure();
    isDown = true;
    shared.clock.advance(1_000);
    await current.ensure();
    await current.ensure();
    expect(observer.events.filter(({ type }) => type === 'catalogue-refresh-failed')).toHaveLength(1);
  });

  test('settle waits for running reads of the table and of a snapshot, so that the table can be closed', async () => {
    const shared = await makeShared();
    const rebuild = makeRebuild(shared);
    await rebuild.execute();
    const get = shared.snapshots.get.bind(shared.snapshots);
    shared.snapshots.get = async (name) => {
      await nextTick();
      return get(name);
    };
    const { current, observer } = makeInstance(shared);
    await current.ensure();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    await rebuild.execute();
    shared.clock.advance(1_000);
    void current.ensure();
    await current.settle();
    expect(observer.events.filter(({ type }) => type === 'catalogue-loaded')).toHaveLength(2);
  });
});

describe('KeepSearchCurrent when the store does not answer', () => {
  /** An instance with a store whose reads never settle while `isSilent` is set. */
  function makeSilenceable(shared: Shared) {
    const store = { isSilent: false };
    const orSilence = <T>(read: () => Promise<T>): Promise<T> =>
      store.isSilent ? new Promise(() => undefined) : read();
    const { pointer, films } = shared;
    const silenceable: Shared = {
      ...shared,
      pointer: {
        read: () => orSilence(() => pointer.read()),
        advance: () => pointer.advance(),
        openImport: (importId, nowMs) => pointer.openImport(importId, nowMs),
        closeImports: (importIds) => pointer.closeImports(importIds),
        publish: (snapshot, replaces) => pointer.publish(snapshot, replaces),
        dropFormats: (snapshots) => pointer.dropFormats(snapshots),
      },
    };
    const wrap = () => ({
      ...counting(films, { scan: 0, changesSince: 0 }),
      changesSince: (sinceMs: number) => orSilence(() => films.changesSince(sinceMs)),
    });
    return { store, instance: makeInstance(silenceable, wrap) };
  }

  /** Advances the clock in steps, so that timers that are set meanwhile fire too. */
  async function pass({ clock }: Shared, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      await nextTick();
      clock.advance(100);
    }
    await nextTick();
  }

  test('after 0.4 s, answers with the films that it has; while that refresh hangs, answers at once; and finds edits after the recovery', async () => {
    const shared = await makeShared();
    const { store, instance } = makeSilenceable(shared);
    await instance.titles();
    store.isSilent = true;
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    shared.clock.advance(1_000);
    let isAnswered = false;
    const first = instance.titles().then((titles) => {
      isAnswered = true;
      return titles;
    });
    await pass(shared, 300);
    expect(isAnswered).toBe(false);
    await pass(shared, 100);
    expect(await first).toEqual([]);
    await pass(shared, 2_000);
    expect(await instance.titles()).toEqual([]);
    expect(instance.current.degradations()).toMatchObject([{ reason: 'refresh-overdue' }]);
    store.isSilent = false;
    await pass(shared, 4_000);
    expect(instance.observer.of('catalogue-refresh-failed')).toHaveLength(1);
    expect(await instance.titles()).toEqual(['Jaws']);
    expect(instance.current.degradations()).toEqual([]);
  });

  test('reports the silent store in its degradations even if nobody searches, and recovers by itself', async () => {
    const shared = await makeShared();
    const { store, instance } = makeSilenceable(shared);
    await instance.titles();
    store.isSilent = true;
    const health = async () => {
      const checked = instance.current.checkUp();
      await pass(shared, 400);
      await checked;
      return instance.current.degradations();
    };
    await pass(shared, 2_100);
    expect(await health()).toEqual([]);
    await pass(shared, 2_000);
    expect(await health()).toMatchObject([{ reason: 'refresh-overdue' }]);
    store.isSilent = false;
    await pass(shared, 3_000);
    expect(await health()).toEqual([]);
  });

  test('fails the first request as unavailable after 10 s, and tries to load again on the next request', async () => {
    const shared = await makeShared();
    const { store, instance } = makeSilenceable(shared);
    store.isSilent = true;
    const outcome = instance.current.ensure().catch((error: unknown) => error);
    await pass(shared, 10_000);
    expect(await outcome).toMatchObject({ kind: 'upstream-unavailable' });
    expect(instance.current.degradations()).toMatchObject([{ reason: 'no-index' }]);
    store.isSilent = false;
    await instance.current.ensure();
    expect(instance.current.degradations()).toEqual([]);
  });

  test('after a long sleep, waits a limited time for the newer snapshot, and then reports that it is behind', async () => {
    const shared = await makeShared();
    await makeRebuild(shared).execute();
    const { store, instance } = makeSilenceable(shared);
    await instance.titles();
    shared.clock.advance(10 * MINUTE_MS);
    await makeRebuild(shared).execute();
    const get = shared.snapshots.get.bind(shared.snapshots);
    shared.snapshots.get = () => new Promise(() => undefined);
    const answer = instance.titles();
    await pass(shared, 4_000);
    expect(await answer).toEqual([]);
    expect(instance.current.isBehind).toBe(true);
    shared.snapshots.get = get;
    await pass(shared, 10_000);
    expect(store.isSilent).toBe(false);
    await instance.titles();
    await nextTick();
    expect(instance.current.isBehind).toBe(false);
  });

  test('gives up a hanging rebuild after 15 minutes, so that later rebuilds can run', async () => {
    const shared = await makeShared();
    const observer = new RecordingObserver();
    let runs = 0;
    const execute = () => {
      runs += 1;
      return runs === 1 ? new Promise<never>(() => undefined) : Promise.resolve({ outcome: 'overtaken' } as const);
    };
    const rebuild = new BackgroundRebuild({ execute }, shared.clock, observer);
    let published = 0;
    const request = async () => {
      rebuild.request(() => {
        published += 1;
        return Promise.resolve();
      });
      await nextTick();
    };
    await request();
    await request();
    expect(runs).toBe(1);
    shared.clock.advance(15 * MINUTE_MS);
    await nextTick();
    expect(observer.of('snapshot-rebuild-failed')).toHaveLength(1);
    shared.clock.advance(10_000);
    await request();
    expect({ runs, published }).toEqual({ runs: 2, published: 1 });
  });

  test('waits after a rebuild that failed, twice as long after each failure in a row, and at most 15 minutes', async () => {
    const { clock } = await makeShared();
    let runs = 0;
    let fails = true;
    const execute = () => {
      runs += 1;
      return fails ? Promise.reject(new Error('out of memory')) : Promise.resolve({ outcome: 'overtaken' } as const);
    };
    const rebuild = new BackgroundRebuild({ execute }, clock, new RecordingObserver());
    const isRun = async () => {
      const before = runs;
      rebuild.request(() => Promise.resolve());
      await nextTick();
      return runs > before;
    };
    expect(await isRun()).toBe(true);
    for (const seconds of [10, 20, 40, 80, 160, 320, 640, 900, 900]) {
      clock.advance(seconds * 1000 - 1);
      expect([seconds, await isRun()]).toEqual([seconds, false]);
      clock.advance(1);
      expect([seconds, await isRun()]).toEqual([seconds, true]);
    }
    fails = false;
    clock.advance(15 * MINUTE_MS);
    expect([await isRun(), await isRun()]).toEqual([true, true]);
    fails = true;
    expect([await isRun(), await isRun()]).toEqual([true, false]);
    clock.advance(10_000);
    expect(await isRun()).toBe(true);
  });

  test('does not wait after a rebuild whose snapshot was published but could not be loaded', async () => {
    const { clock } = await makeShared();
    let runs = 0;
    const execute = () => {
      runs += 1;
      return Promise.resolve({ outcome: 'overtaken' } as const);
    };
    const rebuild = new BackgroundRebuild({ execute }, clock, new RecordingObserver());
    for (const _ of [1, 2]) {
      rebuild.request(() => Promise.reject(new Error('unreadable')));
      await nextTick();
    }
    expect(runs).toBe(2);
  });

  test('rebuilds once for a refresh that read the pointer before the rebuild and ends after it', async () => {
    const { clock } = await makeShared();
    let runs = 0;
    const execute = () => {
      runs += 1;
      return Promise.resolve({ outcome: 'overtaken' } as const);
    };
    const rebuild = new BackgroundRebuild({ execute }, clock, new RecordingObserver());
    const looked = Promise.withResolvers<undefined>();
    rebuild.request(() => looked.promise);
    await nextTick();
    rebuild.request(() => looked.promise);
    await nextTick();
    expect(runs).toBe(1);
    looked.resolve(undefined);
    await nextTick();
    rebuild.request(() => looked.promise);
    expect(runs).toBe(2);
  });
});

describe('KeepSearchCurrent in a runtime that freezes the process between requests', () => {
  /** A running instance, whose store holds back a newer snapshot until `release` is called. */
  async function makeHeld() {
    const shared = await makeShared();
    const rebuild = makeRebuild(shared);
    await rebuild.execute();
    const instance = makeInstance(shared, undefined, undefined, true);
    await instance.titles();
    const film = { id: 'new-2000', attributes: { title: 'New', year: 2000 }, identity: 1, rowHashes: [] };
    await shared.imports.create(film, 'bulk');
    await shared.pointer.advance();
    await rebuild.execute();
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const get = shared.snapshots.get.bind(shared.snapshots);
    let reads = 0;
    shared.snapshots.get = async (name) => {
      reads += 1;
      await released;
      return get(name);
    };
    shared.clock.advance(1_000);
    return { ...instance, clock: shared.clock, release, reads: () => reads };
  }

  const isPending = async (work: Promise<unknown>) => {
    const first = Promise.race([work.then(() => false), nextTick().then(() => true)]);
    return first;
  };

  test('a search waits for a new snapshot, because nothing would load it after the answer', async () => {
    const { titles, release } = await makeHeld();
    const answer = titles();
    expect(await isPending(answer)).toBe(true);
    release(undefined);
    expect(await answer).toEqual(['New']);
  });

  test('searches wait at most 2 s in all for a snapshot that does not arrive, and are answered from the old one', async () => {
    const { titles, clock, reads } = await makeHeld();
    const answer = titles();
    expect(await isPending(answer)).toBe(true);
    clock.advance(1_999);
    expect(await isPending(answer)).toBe(true);
    clock.advance(1);
    expect(await answer).toEqual([]);
    for (let seconds = 0; seconds < 3; seconds += 1) {
      clock.advance(1_000);
      expect(await titles()).toEqual([]);
    }
    expect(reads()).toBe(1);
  });

  test('a health check waits for a new snapshot too, but only for 0.4 s', async () => {
    const { current, search, clock, release } = await makeHeld();
    clock.advance(1_001);
    const first = current.checkUp();
    expect(await isPending(first)).toBe(true);
    clock.advance(400);
    await first;
    expect(await search.size()).toBe(0);
    clock.advance(2_001);
    const second = current.checkUp();
    release(undefined);
    await second;
    await current.settle();
    expect(await search.size()).toBe(1);
  });
});

describe('KeepSearchCurrent when films are known to be missing', () => {
  test('reports a rebuild while its snapshot is older than an import, and loads the new snapshot without a further request', async () => {
    const shared = await makeShared();
    const builder = makeRebuild(shared);
    await builder.execute();
    const film = { id: 'new-2000', attributes: { title: 'New', year: 2000 }, identity: 1, rowHashes: [] };
    await shared.imports.create(film, 'bulk');
    await shared.pointer.advance();
    const search = new IndexedFilmSearch();
    const observer = new RecordingObserver();
    const rebuild = new BackgroundRebuild(builder, shared.clock, observer);
    const current = new KeepSearchCurrent({ ...shared, search, observer, rebuild });
    const searchFilms = new SearchFilms({ ...shared, search, current, observer });
    await current.load();
    expect(current.degradations()).toMatchObject([{ reason: 'rebuilding' }]);
    expect(await searchFilms.execute(ALL)).toMatchObject({ total: 0, isPartial: true });
    while ((await search.size()) === 0) await nextTick();
    await current.settle();
    expect(current.degradations()).toEqual([]);
    expect(await searchFilms.execute(ALL)).toMatchObject({ total: 1, isPartial: false });
  });

  test('looks once more when the refresh that is running has ended, because it may have read the pointer too early', async () => {
    const shared = await makeShared();
    await makeRebuild(shared).execute();
    const state = await shared.pointer.read();
    let reads = 0;
    const held = Promise.withResolvers<typeof state>();
    const read = () => {
      reads += 1;
      return reads === 2 ? held.promise : Promise.resolve(state);
    };
    const pointer = { read, advance: () => shared.pointer.advance() } as unknown as Shared['pointer'];
    const { current } = makeInstance({ ...shared, pointer });
    await current.load();
    const first = current.lookNow();
    const second = current.lookNow();
    await nextTick();
    expect(reads).toBe(2);
    held.resolve(state);
    await Promise.all([first, second]);
    expect(reads).toBe(3);
  });
});

describe('RebuildSnapshot', () => {
  test('builds a snapshot when due if the file of the current one is not in the store, as after a restore', async () => {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    await makeRebuild(shared).execute();
    shared.clock.advance(MINUTE_MS);
    expect(await makeRebuild(shared).executeWhenDue()).toEqual({ outcome: 'not-due' });
    await shared.snapshots.remove((await shared.pointer.read()).snapshot?.name ?? '');
    expect(await makeRebuild(shared).executeWhenDue()).toMatchObject({ outcome: 'published', films: 1 });
  });

  test('lists the files of the store only once for each snapshot, because each call to S3 costs', async () => {
    const shared = await makeShared();
    const rebuild = makeRebuild(shared);
    await rebuild.execute();
    let calls = 0;
    const list = shared.snapshots.list.bind(shared.snapshots);
    shared.snapshots.list = () => {
      calls += 1;
      return list();
    };
    for (let minute = 0; minute < 3; minute += 1)
      expect(await rebuild.executeWhenDue()).toEqual({ outcome: 'not-due' });
    expect(calls).toBe(1);
  });
});

describe('a snapshot from a clock that ran ahead', () => {
  const HOUR_MS = 60 * MINUTE_MS;

  async function makeAhead() {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    shared.clock.runAhead(HOUR_MS);
    await makeRebuild(shared).execute();
    shared.clock.runAhead(0);
    shared.clock.advance(MINUTE_MS);
    await shared.films.create('late-2000', { title: 'Late', year: 2000 });
    shared.clock.advance(MINUTE_MS);
    return shared;
  }

  test('is not used: the films are read from the table, and a snapshot is requested', async () => {
    const { titles, observer, calls } = makeInstance(await makeAhead());
    expect(await titles()).toEqual(['Jaws', 'Late']);
    expect(observer.events).toMatchObject([
      { type: 'snapshot-unusable', error: { message: 'its watermark is 3480 s in the future' } },
      { type: 'catalogue-loaded', from: 'table' },
      { type: 'catalogue-refreshed' },
    ]);
    expect(calls).toMatchObject({ scan: 1, rebuild: 1 });
  });

  test('is replaced when due, does not keep newer snapshots or edits from being used, and is removed two rebuilds later', async () => {
    const shared = await makeAhead();
    const wrong = (await shared.pointer.read()).snapshot?.name;
    const rebuild = makeRebuild(shared);
    expect(await rebuild.executeWhenDue()).toMatchObject({ outcome: 'published' });
    const right = (await shared.pointer.read()).snapshot?.name;
    expect(await shared.snapshots.list()).toEqual(filesOf(right, wrong));
    expect(await shared.films.changesSince(0)).toHaveLength(2);
    expect(await makeInstance(shared).titles()).toEqual(['Jaws', 'Late']);
    shared.clock.advance(MINUTE_MS);
    await rebuild.execute();
    expect(await shared.snapshots.list()).toEqual(filesOf(right, (await shared.pointer.read()).snapshot?.name));
  });

  test('counts as outdated once its watermark has passed, if the rebuild that should have replaced it was killed', async () => {
    const shared = await makeAhead();
    const rebuild = makeRebuild({
      ...shared,
      films: {
        ...counting(shared.films, { scan: 0, changesSince: 0 }),
        scan: () => {
          throw new Error('killed');
        },
      },
    });
    await expect(rebuild.execute()).rejects.toThrow('killed');
    shared.clock.advance(2 * HOUR_MS);
    const { current, calls } = makeInstance(shared);
    await current.load();
    expect(current.degradations()).toMatchObject([{ reason: 'rebuilding' }]);
    expect(calls.rebuild).toBe(1);
    expect(await makeRebuild(shared).executeWhenDue()).toMatchObject({ outcome: 'published', films: 2 });
    expect(await makeInstance(shared).titles()).toEqual(['Jaws', 'Late']);
  });

  test('an instance whose clock is set back still finds edits', async () => {
    const shared = await makeShared();
    const { titles } = makeInstance(shared);
    shared.clock.runAhead(HOUR_MS);
    await titles();
    shared.clock.advance(1_000);
    await titles();
    shared.clock.runAhead(0);
    await shared.films.create('late-2000', { title: 'Late', year: 2000 });
    shared.clock.advance(MINUTE_MS);
    expect(await titles()).toEqual(['Late']);
  });
});

describe('a snapshot of another format: one that was made for other declared attributes', () => {
  const RATING = readDeclarations([{ name: 'rating', type: 'number' }]);
  const RATED: FilmQuery = { ...ALL, attributes: [{ name: 'rating', from: 8 }] };

  async function makeUndeclared() {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975, rating: 8.1 });
    await shared.films.create('jaws-2-1978', { title: 'Jaws 2', year: 1978, rating: 5.8 });
    await makeRebuild(shared).execute();
    return shared;
  }

  test('is not used: the films are read from the table with the attribute, and a snapshot is requested', async () => {
    const { search, current, observer, calls } = makeInstance(await makeUndeclared(), undefined, RATING);
    await current.ensure();
    expect((await search.search(RATED)).items.map(({ title }) => title)).toEqual(['Jaws']);
    expect(observer.events).toMatchObject([
      { type: 'catalogue-loaded', from: 'table' },
      { type: 'catalogue-refreshed' },
    ]);
    expect(calls).toMatchObject({ scan: 1, rebuild: 1 });
  });

  test('gets one of the right format beside it when due, and each instance uses its own', async () => {
    const shared = await makeUndeclared();
    shared.clock.advance(MINUTE_MS);
    const rebuild = makeRebuild(shared, RATING);
    expect(await rebuild.executeWhenDue()).toMatchObject({ outcome: 'published' });
    expect(await rebuild.executeWhenDue()).toEqual({ outcome: 'not-due' });
    const { search, current, calls } = makeInstance(shared, undefined, RATING);
    await current.ensure();
    expect((await search.search(RATED)).total).toBe(1);
    expect(calls).toMatchObject({ scan: 0, rebuild: 0 });
    const undeclared = makeInstance(shared);
    expect(await undeclared.titles()).toEqual(['Jaws', 'Jaws 2']);
    expect(undeclared.calls).toMatchObject({ scan: 0, rebuild: 0 });
    expect(await makeRebuild(shared).executeWhenDue()).toEqual({ outcome: 'not-due' });
  });

  test('keeps its files, and the changes that it lacks, while the other format is rebuilt', async () => {
    const shared = await makeUndeclared();
    const { name } = (await shared.pointer.read()).snapshot ?? {};
    shared.clock.advance(MINUTE_MS);
    await shared.films.create('late-2000', { title: 'Late', year: 2000 });
    for (let round = 0; round < 4; round += 1) {
      shared.clock.advance(20 * MINUTE_MS);
      await makeRebuild(shared, RATING).execute();
    }
    expect(await shared.snapshots.list()).toEqual(expect.arrayContaining(filesOf(name)));
    const { titles, calls } = makeInstance(shared);
    expect(await titles()).toEqual(['Jaws', 'Jaws 2', 'Late']);
    expect(calls.scan).toBe(0);
    // After a rebuild of its own format, both are removed.
    await makeRebuild(shared).execute();
    shared.clock.advance(20 * MINUTE_MS);
    await makeRebuild(shared, RATING).execute();
    expect(await shared.films.changesSince(0)).toEqual([]);
  });

  test('is dropped after a week, and an instance that then wakes up reads the table', async () => {
    const shared = await makeUndeclared();
    const sleeping = makeInstance(shared);
    await sleeping.titles();
    await shared.films.create('late-2000', { title: 'Late', year: 2000 });
    await makeRebuild(shared, RATING).execute();
    shared.clock.advance(7 * 24 * 60 * MINUTE_MS);
    await makeRebuild(shared, RATING).execute();
    shared.clock.advance(20 * MINUTE_MS);
    await makeRebuild(shared, RATING).execute();
    expect((await shared.pointer.read()).snapshot).toBeUndefined();
    expect(await shared.films.changesSince(0)).toEqual([]);
    expect(await sleeping.titles()).toEqual(['Jaws', 'Jaws 2', 'Late']);
    expect(sleeping.calls.scan).toBe(1);
  });

  test('counts as behind once the other format closes an import that was killed, because it may lack films', async () => {
    const shared = await makeUndeclared();
    await shared.pointer.openImport('killed', shared.clock.nowMs());
    await makeRebuild(shared).execute();
    await shared.imports.create(
      { id: 'x-2001', attributes: { title: 'X', year: 2001 }, identity: 1, rowHashes: [] },
      'bulk',
    );
    shared.clock.advance(3 * MINUTE_MS);
    await makeRebuild(shared, RATING).execute();
    expect((await shared.pointer.read()).openImports).toBeUndefined();
    expect(await makeRebuild(shared, RATING).executeWhenDue()).toEqual({ outcome: 'not-due' });
    expect(await makeRebuild(shared).executeWhenDue()).toMatchObject({ outcome: 'published', films: 3 });
  });

  test('is used if the declarations differ only in the uses of the attributes', async () => {
    const shared = await makeUndeclared();
    await makeRebuild(shared, RATING).execute();
    const sorting = readDeclarations([{ name: 'rating', type: 'number', sort: true }]);
    const { search, current, calls } = makeInstance(shared, undefined, sorting);
    await current.ensure();
    expect((await search.search({ ...RATED, sort: '-attr.rating' })).total).toBe(1);
    expect(calls).toMatchObject({ scan: 0, rebuild: 0 });
    expect(await makeRebuild(shared, sorting).executeWhenDue()).toEqual({ outcome: 'not-due' });
  });
});

describe('the synopses of a snapshot', () => {
  const PLOT: FilmQuery = { ...ALL, sort: 'relevance', q: 'sharks hunting swimmers' };

  async function makeStarted(wrap: (snapshots: SearchSnapshotStore) => SearchSnapshotStore = (same) => same) {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975, extract: 'A shark hunts swimmers.' });
    await makeRebuild(shared).execute();
    const reads: string[] = [];
    const snapshots = wrap({
      ...shared.snapshots,
      get: (name) => {
        reads.push(name);
        return shared.snapshots.get(name);
      },
    });
    const tail = { readsBeforeHolding: Infinity, held: Promise.resolve() };
    const { search, current, observer } = makeInstance({ ...shared, snapshots }, (films) => ({
      ...counting(films, { scan: 0, changesSince: 0 }),
      changesSince: async (sinceMs) => {
        tail.readsBeforeHolding -= 1;
        if (tail.readsBeforeHolding < 0) await tail.held;
        return films.changesSince(sinceMs);
      },
    }));
    const searchFilms = new SearchFilms({ ...shared, search, current, observer });
    return { ...shared, reads, tail, searchFilms, observer };
  }

  test('are read by the first search that needs them, and only once', async () => {
    const { searchFilms, reads } = await makeStarted();
    await searchFilms.execute({ ...PLOT, q: 'jaws' });
    expect(reads).toHaveLength(1);
    const [first, second] = await Promise.all([searchFilms.execute(PLOT), searchFilms.execute(PLOT)]);
    expect([first.items.length, second.items.length]).toEqual([1, 1]);
    expect(first).not.toHaveProperty('lacksSynopses');
    expect(reads).toHaveLength(2);
  });

  test('that cannot be read leave a partial answer, are reported, and are read again after 30 s', async () => {
    let isBroken = true;
    const { searchFilms, observer, clock } = await makeStarted((snapshots) => ({
      ...snapshots,
      get: (name) =>
        isBroken && name.endsWith('-synopses') ? Promise.reject(new Error('broken')) : snapshots.get(name),
    }));
    expect(await searchFilms.execute(PLOT)).toMatchObject({ items: [], isPartial: true });
    expect(observer.events).toMatchObject([
      { type: 'catalogue-loaded' },
      { type: 'catalogue-refreshed' },
      { type: 'snapshot-unusable' },
    ]);
    isBroken = false;
    expect(await searchFilms.execute(PLOT)).toMatchObject({ isPartial: true });
    clock.advance(31_000);
    expect(await searchFilms.execute(PLOT)).toMatchObject({ items: [{ title: 'Jaws' }], isPartial: false });
  });

  test('are those of the snapshot that is open, even while the tail after it is still being read', async () => {
    const { searchFilms, reads, tail, ...shared } = await makeStarted();
    const { films, clock } = shared;
    await searchFilms.execute({ ...PLOT, q: 'jaws' });
    await films.create('whale-1980', { title: 'Orca', year: 1980, extract: 'A whale sings.' });
    await films.delete('jaws-1975', 1);
    clock.advance(2_000);
    await makeRebuild(shared).execute();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    // The first read of the tail is made by the refresh. The second, which is held, is made by the load of the new
    // snapshot.
    Object.assign(tail, { readsBeforeHolding: 1, held: promise });
    await searchFilms.execute({ ...PLOT, q: 'jaws' });
    await nextTick();
    expect((await searchFilms.execute({ ...PLOT, q: 'singing whales' })).items.map(({ title }) => title)).toEqual([
      'Orca',
    ]);
    expect(reads.filter((name) => name.endsWith('-synopses'))).toHaveLength(1);
    resolve(undefined);
  });

  test('that are damaged leave a partial answer', async () => {
    const { searchFilms } = await makeStarted((snapshots) => ({
      ...snapshots,
      get: async (name) => {
        const bytes = await snapshots.get(name);
        return name.endsWith('-synopses') ? bytes?.subarray(1) : bytes;
      },
    }));
    expect(await searchFilms.execute(PLOT)).toMatchObject({ items: [], isPartial: true });
  });
});

describe('RebuildSnapshot', () => {
  test('reports a failure once, whoever asked for the rebuild', async () => {
    const shared = await makeShared();
    shared.snapshots.put = () => Promise.reject(new Error('no room'));
    const observer = new RecordingObserver();
    const rebuild = makeRebuild(shared, [], observer);
    await expect(rebuild.executeWhenDue()).rejects.toThrow('no room');
    await expect(rebuild.execute()).rejects.toThrow('no room');
    expect(observer.of('snapshot-rebuild-failed')).toHaveLength(2);
    const background = new BackgroundRebuild(rebuild, shared.clock, observer);
    background.request(() => Promise.reject(new Error('Nothing was published.')));
    await eventually(() => observer.of('snapshot-rebuild-failed').length >= 3);
    await nextTick();
    expect(observer.of('snapshot-rebuild-failed')).toHaveLength(3);
  });

  test('of two concurrent rebuilds, one publishes its snapshot and the other removes its own', async () => {
    const shared = await makeShared();
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    const rebuild = makeRebuild(shared);
    const outcomes = await Promise.all([rebuild.execute(), rebuild.execute()]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['overtaken', 'published']);
    const name = (await shared.pointer.read()).snapshot?.name;
    expect(await shared.snapshots.list()).toEqual(filesOf(name));
  });

  test('keeps the current snapshot, and the one before it for readers that are still fetching it, but no older one', async () => {
    const shared = await makeShared();
    const rebuild = makeRebuild(shared);
    const names: (string | undefined)[] = [];
    for (let i = 0; i < 4; i += 1) {
      shared.clock.advance(1_000);
      await rebuild.execute();
      names.push((await shared.pointer.read()).snapshot?.name);
    }
    expect(await shared.snapshots.list()).toEqual(filesOf(...names.slice(-2)));
  });

  test('removes changes from the list only after a snapshot that includes them has been current for 10 minutes', async () => {
    const shared = await makeShared();
    const { films, clock } = shared;
    const rebuild = makeRebuild(shared);
    await films.create('kept-1975', { title: 'Kept', year: 1975 });
    await films.create('gone-1975', { title: 'Gone', year: 1975 });
    await films.delete('gone-1975', 1);
    clock.advance(MINUTE_MS);
    await rebuild.execute();
    clock.advance(9 * MINUTE_MS);
    await rebuild.execute();
    expect(await films.changesSince(0)).toHaveLength(2);
    clock.advance(10 * MINUTE_MS);
    await films.create('late-1975', { title: 'Late', year: 1975 });
    await rebuild.execute();
    expect((await films.changesSince(0)).map(({ id }) => id)).toEqual(['late-1975']);
    expect(await films.get('kept-1975')).toMatchObject({ version: 1, attributes: { title: 'Kept' } });
    expect(await makeInstance(shared).titles()).toEqual(['Kept', 'Late']);
  });

  test('each check reports the age of the snapshot while films wait for the next one, and otherwise 0', async () => {
    const shared = await makeShared();
    const observer = new RecordingObserver();
    const rebuild = makeRebuild(shared, [], observer);
    const lagAfterCheck = async () => {
      await rebuild.executeWhenDue().catch(() => undefined);
      return observer.of('snapshot-checked').at(-1)?.lagMs;
    };
    expect(await lagAfterCheck()).toBe(0);
    shared.clock.advance(24 * 60 * MINUTE_MS);
    expect(await lagAfterCheck()).toBe(0);
    // The snapshot is old enough for one edit to make a rebuild due.
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    expect(await lagAfterCheck()).toBe(0);
    await shared.films.create('alien-1979', { title: 'Alien', year: 1979 });
    shared.clock.advance(MINUTE_MS);
    expect(await lagAfterCheck()).toBe(MINUTE_MS);
    shared.clock.advance(7 * 60 * MINUTE_MS);
    const put = shared.snapshots.put.bind(shared.snapshots);
    shared.snapshots.put = () => Promise.reject(new Error('full'));
    expect(await lagAfterCheck()).toBe(7 * 60 * MINUTE_MS + MINUTE_MS);
    shared.snapshots.put = put;
    expect(await lagAfterCheck()).toBe(0);
  });

  test('is due after an import, after many edits, and six hours after a few edits', async () => {
    const shared = await makeShared();
    const rebuild = makeRebuild(shared);
    const outcome = async () => (await rebuild.executeWhenDue()).outcome;
    expect(await outcome()).toBe('published');
    expect(await outcome()).toBe('not-due');
    await shared.pointer.advance();
    expect(await outcome()).toBe('published');
    shared.clock.advance(MINUTE_MS);
    await shared.films.create('jaws-1975', { title: 'Jaws', year: 1975 });
    expect(await outcome()).toBe('not-due');
    shared.clock.advance(6 * 60 * MINUTE_MS);
    expect(await outcome()).toBe('published');
    shared.clock.advance(7 * 60 * MINUTE_MS);
    expect(await outcome()).toBe('not-due');
    for (let i = 0; i < 2_000; i += 1) await shared.films.create(`f-${String(i)}`, { title: 'F', year: 2000 });
    expect(await outcome()).toBe('published');
  });
});
