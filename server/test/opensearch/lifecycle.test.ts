import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { OpenSearchFeed } from '../../src/adapters/driven/opensearch/opensearch-feed.ts';
import { OpenSearchFilmSearch } from '../../src/adapters/driven/opensearch/opensearch-film-search.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import { RebuildIndex } from '../../src/application/search/rebuild-index.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import { eventually } from '../../testing/eventually.ts';
import { useOpenSearch } from '../../testing/opensearch/use-opensearch.ts';
import { RecordingObserver } from '../../testing/recording-observer.ts';
import { makeMemoryStore, type FilmStore } from '../../testing/stores/every-film-store.ts';

const EVERYTHING: FilmQuery = { cast: [], genres: [], sort: 'title', limit: 100, facets: [] };
const FILMS = 30;
const SWITCHES = 20;
const MINUTE_MS = 60_000;

const { node, stop, notice } = await useOpenSearch();
afterAll(stop);

(notice === undefined ? describe : describe.skip)(`the index of OpenSearch${notice ?? ''}`, () => {
  const filmsTable = `Lifecycle-${String(process.pid)}`;
  const pattern = `lifecycle-${String(process.pid)}-*`;
  const late: unknown[] = [];
  let store: FilmStore;
  let feed: OpenSearchFeed;
  let rebuild: RebuildIndex;
  const search = new OpenSearchFilmSearch(node!, filmsTable);

  const makeFeed = () => {
    const onLate = (_films: number, error: unknown) => late.push(error);
    return new OpenSearchFeed({ node: node!, filmsTable, clock: new SystemClock(), onLate });
  };
  const makeBuilder = (index = makeFeed()) =>
    new RebuildIndex({ ...store, index, pointer: store.pointerOf(index.format), observer: new RecordingObserver() });
  const indices = async () => Object.keys(await node!.admin<object>('GET', `/${pattern}/_settings`)).sort();
  const refresh = () => node!.admin('POST', `/${pattern}/_refresh`);
  const find = async (q: string) => {
    await refresh();
    return (await search.search({ ...EVERYTHING, q })).items.map(({ title }) => title);
  };
  const nextCheck = () => {
    store.clock.advance(MINUTE_MS);
    return rebuild.executeWhenDue();
  };
  /** The process that edits writes to the index too, as the product does. */
  const retitle = async (id: string, title: string) => {
    const { version, attributes } = await store.films.replace(id, { title, year: 1990 }, 'any');
    await makeFeed().apply([{ id, version, changedAtMs: store.clock.nowMs(), attributes }]);
  };

  beforeEach(async () => {
    late.length = 0;
    store = await makeMemoryStore();
    for (let i = 0; i < FILMS; i += 1) {
      await store.films.create(`film-${String(i)}`, { title: `Film ${String(i)}`, year: 1990 + i });
    }
    feed = makeFeed();
    rebuild = makeBuilder(feed);
    await rebuild.executeWhenDue();
  });
  afterEach(() => node!.admin('DELETE', `/${pattern}`));

  test('searches find an edit without a refresh being asked for, and the index refreshes every second', async () => {
    const [index] = await indices();
    const settings = await node!.admin<Record<string, { settings: { index: { refresh_interval: string } } }>>(
      'GET',
      `/${index!}/_settings`,
    );
    expect(settings[index!]!.settings.index.refresh_interval).toBe('1s');
    await retitle('film-0', 'Zebra');
    await eventually(async () => (await search.search({ ...EVERYTHING, q: 'zebra' })).total === 1);
  });

  test('the index is built again and switched twenty times, while searches and edits go on, and no answer is wrong', async () => {
    const wrong: unknown[] = [];
    const state = { isDone: false, asked: 0 };
    const searching = (async () => {
      while (!state.isDone) {
        const { total, items } = await search.search({ ...EVERYTHING, q: 'film' });
        state.asked += 1;
        if (total !== FILMS || new Set(items.map(({ id }) => id)).size !== total) wrong.push({ total, items });
        await delay(1);
      }
    })();
    for (let i = 1; i <= SWITCHES; i += 1) {
      const title = `Film 0 again ${String(i)}`;
      const [{ outcome }] = await Promise.all([rebuild.execute(), retitle('film-0', title)]);
      expect(outcome).toBe('published');
      await nextCheck();
      expect(await find('again')).toEqual([title]);
    }
    state.isDone = true;
    await searching;
    expect(wrong).toEqual([]);
    expect(state.asked).toBeGreaterThan(SWITCHES);
  });

  test('of two processes that build at once, searches use the index of one, and the other removes its own', async () => {
    const builders = [rebuild, makeBuilder()];
    for (let i = 0; i < 5; i += 1) {
      const outcomes = await Promise.all(builders.map((builder) => builder.execute()));
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['overtaken', 'published']);
    }
    expect(await nextCheck()).toEqual({ outcome: 'not-due' });
    expect(await find('film')).toHaveLength(FILMS);
  });

  test("the old index is removed after ten minutes, and neither another table's index nor a newer one", async () => {
    const [old] = await indices();
    const others = [old!.replace('-v', '-restored-v'), feed.nameAt(Date.now() + 1e9), `${old!}-copy`];
    for (const other of others) await node!.admin('PUT', `/${other}`);
    store.clock.advance(MINUTE_MS);
    await rebuild.execute();
    store.clock.advance(11 * MINUTE_MS);
    await nextCheck();
    const current = await feed.searched();
    expect(current).not.toBe(old);
    expect(await indices()).toEqual([current, ...others].sort());
    expect(await find('film')).toHaveLength(FILMS);
  });

  test('an edit makes no index if there is none, and searches say that there is none yet', async () => {
    await node!.admin('DELETE', `/${pattern}`);
    await retitle('film-0', 'Zebra');
    expect(late).toHaveLength(1);
    expect(await indices()).toEqual([]);
    await expect(search.search(EVERYTHING)).rejects.toMatchObject({ code: 'search-unavailable', retryAfterSec: 5 });
    expect(await nextCheck()).toMatchObject({ outcome: 'published' });
    expect(await find('zebra')).toEqual(['Zebra']);
  });

  test('a full disk: edits are late, searches go on, and the next check brings the edits when there is room', async () => {
    const [index] = await indices();
    // OpenSearch sets this block by itself if a disk is fuller than its flood stage.
    const block = (isBlocked: boolean | null) =>
      node!.admin('PUT', `/${index!}/_settings`, { index: { blocks: { read_only_allow_delete: isBlocked } } });
    await block(true);
    await retitle('film-0', 'Zebra');
    expect(late).toMatchObject([{ cause: { message: expect.stringContaining('blocked') as unknown } }]);
    expect((await search.search(EVERYTHING)).total).toBe(FILMS);
    await block(null);
    await nextCheck();
    expect(await find('zebra')).toEqual(['Zebra']);
  });
});
