import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { OpenSearchFeed } from '../../src/adapters/driven/opensearch/opensearch-feed.ts';
import { OpenSearchFilmSearch } from '../../src/adapters/driven/opensearch/opensearch-film-search.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { Film } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import { eventually } from '../../testing/eventually.ts';
import { useOpenSearch } from '../../testing/opensearch/use-opensearch.ts';
import { inOneBatch } from '../../testing/search/whole-answer.ts';

const EVERYTHING: FilmQuery = { cast: [], genres: [], sort: 'title', limit: 100, facets: [] };
const FILMS: Film[] = Array.from({ length: 30 }, (_, i) => ({
  id: `film-${String(i)}`,
  version: 1,
  attributes: { title: `Film ${String(i)}`, year: 1990 + i },
}));
const SWITCHES = 20;

const { node, stop, notice } = await useOpenSearch();
afterAll(stop);

(notice === undefined ? describe : describe.skip)(`OpenSearchFeed${notice ?? ''}`, () => {
  const alias = `lifecycle-${String(process.pid)}`;
  const clock = new SystemClock();
  const feedOf = (late: unknown[] = []) =>
    new OpenSearchFeed({ node: node!, alias, clock, replicas: 0, onLate: (_films, error) => late.push(error) });
  const search = new OpenSearchFilmSearch(node!, alias);
  const indices = async () => Object.keys(await node!.admin<object>('GET', `/${alias}-*/_settings`)).sort();

  beforeEach(() => feedOf().load(inOneBatch(FILMS)));
  afterEach(() => node!.admin('DELETE', `/${alias}-*`));

  test('searches find an edit without a refresh being asked for, and the index refreshes every second', async () => {
    const [index] = await indices();
    const settings = await node!.admin<Record<string, { settings: { index: { refresh_interval: string } } }>>(
      'GET',
      `/${index!}/_settings`,
    );
    expect(settings[index!]!.settings.index.refresh_interval).toBe('1s');
    await feedOf().write([{ id: 'new', version: 1, changedAtMs: 0, attributes: { title: 'Zebra', year: 2000 } }]);
    await eventually(async () => (await search.search({ ...EVERYTHING, q: 'zebra' })).total === 1);
  });

  test('the index is built again and switched twenty times, while searches and edits go on, and no answer is wrong', async () => {
    const wrong: unknown[] = [];
    const state = { isDone: false, asked: 0 };
    const searching = (async () => {
      while (!state.isDone) {
        const { total, items } = await search.search({ ...EVERYTHING, q: 'film' });
        state.asked += 1;
        if (total !== FILMS.length || new Set(items.map(({ id }) => id)).size !== total) wrong.push({ total, items });
        await delay(1);
      }
    })();
    const builder = feedOf();
    for (let i = 1; i <= SWITCHES; i += 1) {
      const title = `Film 0 again ${String(i)}`;
      const edit = { id: 'film-0', version: i + 1, changedAtMs: 0, attributes: { title, year: 1990 } };
      await Promise.all([builder.load(inOneBatch(FILMS)), feedOf().write([edit])]);
      // The edit came from another process, perhaps to the old index. The changes are replayed after the switch.
      await builder.write([edit]);
      await node!.admin('POST', `/${alias}/_refresh`);
      expect((await search.search({ ...EVERYTHING, q: 'again' })).items[0]?.title).toBe(title);
    }
    state.isDone = true;
    await searching;
    expect(wrong).toEqual([]);
    expect(state.asked).toBeGreaterThan(SWITCHES);
  });

  test('only older indices of the same alias are removed, and never the one that is searched', async () => {
    const [old] = await indices();
    await node!.admin('PUT', `/${alias}-restored-1`);
    await node!.admin('PUT', `/${alias}-9999999999999`);
    await feedOf().load(inOneBatch(FILMS));
    const current = (await feedOf().searched())!;
    await feedOf().removeBefore(current);
    expect(await indices()).toEqual([current, `${alias}-9999999999999`, `${alias}-restored-1`]);
    expect(current).not.toBe(old);
    await feedOf().removeBefore(`${alias}-9999999999999`);
    expect(await search.size()).toBe(FILMS.length);
  });

  test('an edit makes no index if there is none, and searches say that there is none yet', async () => {
    await node!.admin('DELETE', `/${alias}-*`);
    await expect(feedOf().write([{ id: 'a', version: 1, changedAtMs: 0 }])).rejects.toThrow();
    expect(await indices()).toEqual([]);
    await expect(search.search(EVERYTHING)).rejects.toMatchObject({ code: 'search-unavailable', retryAfterSec: 5 });
  });

  test('a full disk: edits are reported, searches go on, and the edits come again when there is room', async () => {
    const [index] = await indices();
    // OpenSearch sets this block by itself if a disk is fuller than its flood stage.
    const block = (isBlocked: boolean | null) =>
      node!.admin('PUT', `/${index!}/_settings`, { index: { blocks: { read_only_allow_delete: isBlocked } } });
    const edit = { id: 'film-0', version: 2, changedAtMs: 0, attributes: { title: 'Zebra', year: 2000 } };
    await block(true);
    await expect(feedOf().write([edit])).rejects.toThrow('blocked');
    expect((await search.search(EVERYTHING)).total).toBe(FILMS.length);
    await block(null);
    await feedOf().write([edit]);
    await node!.admin('POST', `/${alias}/_refresh`);
    expect((await search.search({ ...EVERYTHING, q: 'zebra' })).total).toBe(1);
  });
});
