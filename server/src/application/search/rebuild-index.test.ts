import { beforeEach, expect, test } from '@jest/globals';
import { MemorySharedIndex } from '../../../testing/memory/shared-index.ts';
import { RecordingObserver } from '../../../testing/recording-observer.ts';
import { makeMemoryStore, type FilmStore } from '../../../testing/stores/every-film-store.ts';
import { RebuildIndex } from './rebuild-index.ts';

const MINUTE_MS = 60_000;

let store: FilmStore;
let index: MemorySharedIndex;
let observer: RecordingObserver;
let rebuild: RebuildIndex;

const makeProcess = (of = index) =>
  new RebuildIndex({ ...store, pointer: store.pointerOf(of.format), index: of, observer });
const create = (title: string) => store.films.create(title.toLowerCase(), { title, year: 2000 });
const state = () => store.pointerOf(index.format).read();

/** A minute later, as the schedule calls it. */
async function nextCheck(process = rebuild) {
  store.clock.advance(MINUTE_MS);
  return process.executeWhenDue();
}

beforeEach(async () => {
  store = await makeMemoryStore();
  index = new MemorySharedIndex();
  observer = new RecordingObserver();
  rebuild = makeProcess();
  await create('Alien');
});

test('builds the first index, which the pointer then names, and builds no second one', async () => {
  const { clock } = store;
  const name = `memory-${String(clock.nowMs())}`;
  expect(await rebuild.executeWhenDue()).toEqual({ outcome: 'published', name, films: 1 });
  expect(index.current).toBe(name);
  expect((await state()).snapshot).toMatchObject({ name, format: index.format, watermarkMs: clock.nowMs() });
  expect(await nextCheck()).toEqual({ outcome: 'not-due' });
  expect([...index.indices.keys()]).toEqual([name]);
});

test('replays the edits that the engine missed, each of them once', async () => {
  await rebuild.executeWhenDue();
  store.clock.advance(MINUTE_MS);
  await create('Brazil');
  await store.films.delete('alien', 'any');
  expect(index.titles()).toEqual(['Alien']);
  await nextCheck();
  expect(index.titles()).toEqual(['Brazil']);
  await nextCheck();
  await nextCheck();
  expect(index.replays.slice(-3)).toEqual([2, 0, 0]);
});

test('a new process replays all changes since the index was built', async () => {
  await rebuild.executeWhenDue();
  store.clock.advance(60 * MINUTE_MS);
  await create('Brazil');
  store.clock.advance(60 * MINUTE_MS);
  await nextCheck(makeProcess());
  expect(index.titles()).toEqual(['Alien', 'Brazil']);
});

test('loses no edit while the engine is down, and reports each failure', async () => {
  await rebuild.executeWhenDue();
  index.isDown = true;
  await create('Brazil');
  await expect(nextCheck()).rejects.toThrow('down');
  await create('Casablanca');
  await expect(nextCheck()).rejects.toThrow('down');
  index.isDown = false;
  await nextCheck();
  expect(index.titles()).toEqual(['Alien', 'Brazil', 'Casablanca']);
  expect(observer.of('snapshot-rebuild-failed')).toHaveLength(2);
  expect(observer.of('snapshot-checked').map(({ lagMs }) => lagMs)).toEqual([0, MINUTE_MS, 2 * MINUTE_MS, 0]);
});

test.each(['build', 'replay', 'switch'] as const)(
  'an edit that reaches only the old index before the %s is found afterwards',
  async (step) => {
    await rebuild.executeWhenDue();
    store.clock.advance(MINUTE_MS);
    index.before = async (now) => {
      if (now !== step) return;
      index.before = () => Promise.resolve();
      await create('Brazil');
      await index.replay(await store.films.changesSince(store.clock.nowMs()));
    };
    await rebuild.execute();
    expect(index.titles()).toEqual(['Alien', 'Brazil']);
  },
);

test('rebuilds after an import, when no import is running any more', async () => {
  const pointer = store.pointerOf(index.format);
  await rebuild.executeWhenDue();
  const first = index.current;
  await pointer.openImport('import', store.clock.nowMs());
  expect(await nextCheck()).toEqual({ outcome: 'not-due' });
  await pointer.closeImports(['import']);
  expect(await nextCheck()).toMatchObject({ outcome: 'published' });
  expect(index.current).not.toBe(first);
  expect(await nextCheck()).toEqual({ outcome: 'not-due' });
});

test('rebuilds for an import that was killed, and closes it', async () => {
  const pointer = store.pointerOf(index.format);
  await rebuild.executeWhenDue();
  await pointer.openImport('killed', store.clock.nowMs());
  store.clock.advance(3 * MINUTE_MS);
  expect(await rebuild.executeWhenDue()).toMatchObject({ outcome: 'published' });
  expect((await state()).openImports ?? []).toEqual([]);
});

test('rebuilds if the engine has lost its index', async () => {
  await rebuild.executeWhenDue();
  index.indices.clear();
  index.current = undefined;
  expect(await nextCheck()).toMatchObject({ outcome: 'published' });
  expect(index.titles()).toEqual(['Alien']);
});

test('of two builders, one removes its own index, and searches use the other', async () => {
  const other = makeProcess();
  index.before = async (step) => {
    if (step !== 'replay') return;
    index.before = () => Promise.resolve();
    store.clock.advance(1);
    await other.execute();
  };
  expect(await rebuild.execute()).toEqual({ outcome: 'overtaken' });
  expect([...index.indices.keys()]).toEqual([index.current]);
  expect((await state()).snapshot?.name).toBe(index.current);
});

test('a build that fails leaves no index behind, and searches stay with the old one', async () => {
  await rebuild.executeWhenDue();
  const first = index.current;
  store.clock.advance(MINUTE_MS);
  index.before = (step) => (step === 'replay' ? Promise.reject(new Error('full')) : Promise.resolve());
  await expect(rebuild.execute()).rejects.toThrow('full');
  expect([...index.indices.keys()]).toEqual([first]);
});

test('removes the old index ten minutes after the switch', async () => {
  await rebuild.executeWhenDue();
  const first = index.current;
  store.clock.advance(MINUTE_MS);
  await rebuild.execute();
  store.clock.advance(8 * MINUTE_MS);
  await nextCheck();
  expect([...index.indices.keys()]).toContain(first);
  await nextCheck();
  expect([...index.indices.keys()]).toEqual([index.current]);
});

test('builds the index again after a day, because it may lack something for a reason that nobody knows', async () => {
  await rebuild.executeWhenDue();
  store.clock.advance(24 * 60 * MINUTE_MS);
  for (const films of index.indices.values()) films.clear();
  expect(await rebuild.executeWhenDue()).toEqual({ outcome: 'not-due' });
  expect(await nextCheck()).toMatchObject({ outcome: 'published' });
  expect(index.titles()).toEqual(['Alien']);
});

test('while two versions of Marquee run, each has an index of its own, and each index has all edits', async () => {
  const newer = new MemorySharedIndex('newer', index);
  const deployed = makeProcess(newer);
  await rebuild.executeWhenDue();
  store.clock.advance(MINUTE_MS);
  await deployed.executeWhenDue();
  const current = [index.current, newer.current];
  await create('Brazil');
  for (let i = 0; i < 12; i += 1) {
    expect(await nextCheck()).toEqual({ outcome: 'not-due' });
    expect(await deployed.executeWhenDue()).toEqual({ outcome: 'not-due' });
  }
  expect([index.current, newer.current]).toEqual(current);
  expect([...index.indices.keys()]).toEqual(current);
  expect([index.titles(), newer.titles()]).toEqual([
    ['Alien', 'Brazil'],
    ['Alien', 'Brazil'],
  ]);
});

test('removes the index of the version before, when the pointer has forgotten it', async () => {
  const newer = new MemorySharedIndex('newer', index);
  const deployed = makeProcess(newer);
  await rebuild.executeWhenDue();
  store.clock.advance(MINUTE_MS);
  for (let day = 0; day < 9; day += 1) {
    await deployed.executeWhenDue();
    await nextCheck(deployed);
    store.clock.advance(11 * MINUTE_MS);
    await deployed.executeWhenDue();
    store.clock.advance(24 * 60 * MINUTE_MS);
  }
  expect([...index.indices.keys()]).toEqual([newer.current]);
});

test('after some hours, the list of changes loses the changes that the index has, except those of the last hour', async () => {
  await rebuild.executeWhenDue();
  store.clock.advance(7 * 60 * MINUTE_MS);
  await create('Brazil');
  await nextCheck();
  expect((await store.films.changesSince(0)).map(({ id }) => id)).toEqual(['brazil']);
  expect((await state()).snapshot?.watermarkMs).toBe(store.clock.nowMs());
  expect(index.titles()).toEqual(['Alien', 'Brazil']);
});

test('the list keeps the changes that a snapshot of search in memory lacks', async () => {
  const watermarkMs = store.clock.nowMs();
  const others = { format: 'files', generation: 0, watermarkMs, publishedAtMs: watermarkMs };
  await store.pointerOf('files').publish({ name: 'films-1', ...others }, undefined);
  await rebuild.executeWhenDue();
  store.clock.advance(7 * 60 * MINUTE_MS);
  await create('Brazil');
  await nextCheck();
  expect(await store.films.changesSince(0)).toHaveLength(2);
  // A week later, nobody is expected to go back to it.
  store.clock.advance(8 * 24 * 60 * MINUTE_MS);
  await nextCheck();
  store.clock.advance(7 * 60 * MINUTE_MS);
  await create('Casablanca');
  await nextCheck();
  expect((await store.films.changesSince(0)).map(({ id }) => id)).toEqual(['casablanca']);
});
