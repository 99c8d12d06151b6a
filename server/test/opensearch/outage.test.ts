import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { RebuildIndex } from '../../src/application/search/rebuild-index.ts';
import { openOpenSearch, type SearchEngine } from '../../src/composition/opensearch-engine.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';
import { eventually } from '../../testing/eventually.ts';
import { openGate, type Gate } from '../../testing/opensearch/gate.ts';
import {
  folderInMemory,
  startOpenSearch,
  whyNoOpenSearch,
  type OpenSearchNode,
} from '../../testing/opensearch/start-node.ts';
import { RecordingObserver } from '../../testing/recording-observer.ts';

const missing = whyNoOpenSearch();
if (missing !== undefined) process.stderr.write(`NOTICE: the tests of outages of OpenSearch are skipped: ${missing}\n`);

/** The product over HTTP, as `npm start` composes it with MARQUEE_SEARCH=opensearch. The node is its own, because a full disk blocks all indices of a node. */
(missing === undefined ? describe : describe.skip)('the product with OpenSearch', () => {
  const observer = new RecordingObserver();
  let node: OpenSearchNode;
  let gate: Gate;
  let engine: SearchEngine;
  let api: TestApi;
  let rebuild: RebuildIndex;

  beforeAll(async () => {
    node = await startOpenSearch(512, await folderInMemory());
    gate = await openGate(node.endpoint);
    engine = await openOpenSearch({
      endpoint: gate.url,
      filmsTable: 'Films',
      declared: [],
      synonymTables: [],
      credentials: () => Promise.reject(new Error('no request to this machine is signed')),
      clock: new SystemClock(),
      observer,
    });
    api = await startApi({ engine });
    const [films, pointer] = [api.container.get(TOKENS.filmRepository), api.container.get(TOKENS.cataloguePointer)];
    rebuild = engine.rebuild({ films, pointer, clock: new SystemClock(), observer });
  });
  afterAll(async () => {
    await api.close();
    await engine.close();
    gate.close();
    await node.stop();
  });

  const films = () => `${api.url}/v1/films`;
  const search = (q: string) => call(`${films()}?q=${q}`);
  const finds = (q: string) => eventually(async () => (await search(q)).body['total'] === 1);
  const lateEdits = () => observer.of('search-edits-late').length;
  /** What the process does every minute. After an outage, the breaker lets a request through within 5 s. */
  const check = () =>
    eventually(() =>
      rebuild.executeWhenDue().then(
        () => true,
        () => false,
      ),
    );
  const create = async (title: string) => {
    const created = await call(films(), { method: 'POST', json: { title, year: 2000 } });
    expect(created.status).toBe(201);
    expect((await call(`${films()}/${title.toLowerCase()}-2000`)).body).toMatchObject({ title });
  };

  test('answers searches with 503 until there is an index, and finds films and edits as soon as there is one', async () => {
    await create('Alien');
    expectProblem(await search('alien'), 503);
    await check();
    await finds('alien');
    await create('Brazil');
    await finds('brazil');
    const brazil = { method: 'DELETE', headers: { 'if-match': '*' } };
    expect((await call(`${films()}/brazil-2000`, brazil)).status).toBe(204);
    await eventually(async () => (await search('brazil')).body['total'] === 0);
  });

  test.each(['closed', 'silent'] as const)(
    'while the node is %s, edits are acknowledged, searches answer 503, and nothing is lost',
    async (state) => {
      gate.state = state;
      const title = `Casablanca ${state}`;
      const late = lateEdits();
      const created = await call(films(), { method: 'POST', json: { title, year: 2000 } });
      expect(created.status).toBe(201);
      expect(lateEdits()).toBe(late + 1);
      const answer = await search('alien');
      expectProblem(answer, 503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(answer.body).toMatchObject({ code: 'search-unavailable' });
      expect((await call(`${films()}/alien-2000`)).status).toBe(200);
      const { body } = await call(`${api.url}/v1/health`);
      expect(body).toMatchObject({ degraded: [{ reason: 'no-index' }] });
      gate.state = 'open';
      await check();
      await finds(`casablanca+${state}`);
      expect((await call(`${api.url}/v1/health`)).body).toMatchObject({ degraded: [] });
    },
  );

  test('a full disk: searches go on, edits are acknowledged, and they are found when there is room again', async () => {
    const settings = async (values: Record<string, string | null>) => {
      const body = JSON.stringify({ transient: values });
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${node.endpoint}/_cluster/settings`, { method: 'PUT', headers, body })).ok).toBe(true);
    };
    const mark = 'cluster.routing.allocation.disk.watermark';
    const isBlocked = async () => {
      const answer = await fetch(`${node.endpoint}/films-*/_settings?flat_settings=true`);
      return (await answer.text()).includes('"index.blocks.read_only_allow_delete":"true"');
    };
    // No disk has so much room, so OpenSearch takes its disk for full and blocks writes.
    await settings({
      'cluster.info.update.interval': '10s',
      ...{ [`${mark}.low`]: '80000tb', [`${mark}.high`]: '79000tb', [`${mark}.flood_stage`]: '78000tb' },
    });
    await eventually(isBlocked);
    const late = lateEdits();
    await create('Dune');
    expect(lateEdits()).toBe(late + 1);
    await finds('alien');
    expect((await search('dune')).body['total']).toBe(0);
    await settings({ [`${mark}.low`]: null, [`${mark}.high`]: null, [`${mark}.flood_stage`]: null });
    await eventually(async () => !(await isBlocked()));
    await check();
    await finds('dune');
  });
});
