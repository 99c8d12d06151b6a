import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { eventually } from '../../../../testing/eventually.ts';
import { OpenSearchFeed } from './opensearch-feed.ts';
import { OpenSearchFilmSearch } from './opensearch-film-search.ts';
import { SearchNode } from './search-node.ts';

const QUERY = { query: { match_all: {} }, size: 1 };
const GOOD = { timed_out: false, _shards: { total: 1, successful: 1, failed: 0 }, hits: { max_score: null, hits: [] } };
const UNAVAILABLE = { kind: 'upstream-unavailable', code: 'search-unavailable', retryAfterSec: 5 };

let server: Server;
let answer: (response: ServerResponse) => void;
let asked = 0;
/** The body of the last request. */
let sent: string;
let node: SearchNode;

const json = (status: number, body: object) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const silence = () => undefined;
const endpointOf = () => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

beforeEach(async () => {
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    sent = '';
    request.setEncoding('utf8').on('data', (part: string) => (sent += part));
    request.on('end', () => {
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  node = new SearchNode({ node: endpointOf() });
});

afterEach(async () => {
  await node.close();
  server.closeAllConnections();
  server.close();
});

const REJECTED = { status: 429, error: { type: 'rejected_execution_exception' } };

describe('SearchNode', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    ['the search ran out of time', json(200, { responses: [{ ...GOOD, timed_out: true }] })],
    ['a shard failed', json(200, { responses: [{ ...GOOD, _shards: { total: 2, successful: 1, failed: 1 } }] })],
    [
      'a shard did not answer',
      json(200, { responses: [{ ...GOOD, _shards: { total: 2, successful: 1, failed: 0 } }] }),
    ],
    ['its queues are full', json(429, { error: { type: 'rejected_execution_exception' } })],
    ['it is shutting down', json(503, { error: { type: 'master_not_discovered_exception' } })],
    ['the connection breaks', (response) => response.destroy()],
  ])('says that search is not available if %s', async (_what, given) => {
    answer = given;
    await expect(node.search('films', QUERY)).rejects.toMatchObject(UNAVAILABLE);
    answer = json(200, { responses: [GOOD] });
    expect((await node.search('films', QUERY)).hits).toEqual([]);
  });

  test('does not wait longer than its limit', async () => {
    answer = silence;
    const hasty = new SearchNode({ node: endpointOf(), requestTimeout: 20 });
    await expect(hasty.search('films', QUERY)).rejects.toMatchObject(UNAVAILABLE);
    await hasty.close();
  });

  test('says that nobody answers', async () => {
    const nobody = new SearchNode({ node: 'http://127.0.0.1:1' });
    await expect(nobody.search('films', QUERY)).rejects.toMatchObject(UNAVAILABLE);
    await nobody.close();
  });

  test('asks no more after five failures in a row', async () => {
    answer = json(503, {});
    for (let i = 0; i < 8; i += 1) await expect(node.search('films', QUERY)).rejects.toMatchObject(UNAVAILABLE);
    expect(asked).toBe(5);
  });

  test('gives a search three quarters of its limit, so that a node that works says that a search was too slow', async () => {
    answer = json(200, { responses: [GOOD] });
    await node.search('films', QUERY);
    expect(JSON.parse(sent.split('\n')[1]!)).toMatchObject({ timeout: '1500ms' });
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['too slow', json(200, { responses: [{ ...GOOD, timed_out: true }] })],
    ['too many for its queue', json(200, { responses: [REJECTED] })],
    ['too many for the node', json(429, REJECTED)],
  ])(
    'searches that are %s do not open the breaker, because everybody would wait for one text',
    async (_what, given) => {
      answer = given;
      for (let i = 0; i < 8; i += 1) await expect(node.search('films', QUERY)).rejects.toMatchObject(UNAVAILABLE);
      answer = json(200, { responses: [GOOD] });
      expect((await node.search('films', QUERY)).hits).toEqual([]);
      expect(asked).toBe(9);
    },
  );

  test('a search without any shard counts as an outage', async () => {
    answer = json(200, { responses: [{ status: 503, error: { type: 'search_phase_execution_exception' } }] });
    for (let i = 0; i < 8; i += 1) await expect(node.search('films', QUERY)).rejects.toMatchObject(UNAVAILABLE);
    expect(asked).toBe(5);
  });

  test('one refused search of several is reported as a wrong set-up', async () => {
    answer = json(200, { responses: [GOOD, { status: 500, error: { type: 'too_many_nested_clauses' } }] });
    await expect(node.searchAll('films', [QUERY, QUERY])).rejects.toMatchObject({ code: 'search-refused' });
  });

  test('a refused request is reported as a wrong set-up, and does not open the breaker', async () => {
    answer = json(403, { error: { type: 'security_exception' } });
    for (let i = 0; i < 8; i += 1) {
      await expect(node.search('films', QUERY)).rejects.toMatchObject({
        kind: 'misconfigured',
        code: 'search-refused',
      });
    }
    expect(asked).toBe(8);
  });
});

describe('OpenSearchFilmSearch', () => {
  test('passes an outage on, and never answers with nothing instead', async () => {
    answer = json(200, { responses: [{ ...GOOD, _shards: { total: 1, successful: 0, failed: 1 } }] });
    const search = new OpenSearchFilmSearch(node, 'films');
    const everything = { cast: [], genres: [], sort: 'title', limit: 3, facets: [] } as const;
    await expect(search.search(everything)).rejects.toMatchObject(UNAVAILABLE);
    await expect(search.suggest('alien', 5)).rejects.toMatchObject(UNAVAILABLE);
    await expect(search.similar('alien-1979', 5)).rejects.toMatchObject(UNAVAILABLE);
    await expect(search.findPerson('Ann Lee')).rejects.toMatchObject(UNAVAILABLE);
    await expect(search.size()).rejects.toMatchObject(UNAVAILABLE);
  });
});

describe('OpenSearchFeed', () => {
  const CHANGE = { id: 'a-2000', version: 1, changedAtMs: 0, attributes: { title: 'A', year: 2000 } };

  test('an edit waits 0.3 s for an engine that is silent, and does not fail', async () => {
    answer = silence;
    const clock = new FakeClock();
    const late: unknown[] = [];
    const feed = new OpenSearchFeed({ node, filmsTable: 'films', clock, onLate: (_films, error) => late.push(error) });
    const applied = feed.apply([CHANGE]);
    await eventually(() => asked > 0);
    clock.advance(300);
    await applied;
    expect(late).toHaveLength(1);
  });

  test('reports an edit that the engine refuses, for example because its disk is full', async () => {
    const full = { status: 429, error: { type: 'cluster_block_exception', reason: 'disk usage exceeded' } };
    answer = (response) => {
      json(200, asked === 1 ? { docs: [] } : { items: [{ index: full }] })(response);
    };
    const late: unknown[] = [];
    const feed = new OpenSearchFeed({
      node,
      filmsTable: 'films',
      clock: new FakeClock(),
      onLate: (_films, error) => late.push(error),
    });
    await feed.apply([CHANGE]);
    expect(late).toMatchObject([{ cause: { message: expect.stringContaining('disk usage exceeded') as unknown } }]);
  });

  test('a change that OpenSearch already has in a newer version does not count as missed', async () => {
    answer = (response) => {
      const conflict = { index: { status: 409, error: { type: 'version_conflict_engine_exception', reason: '' } } };
      json(200, asked === 1 ? { docs: [] } : { items: [conflict] })(response);
    };
    const late: unknown[] = [];
    const feed = new OpenSearchFeed({
      node,
      filmsTable: 'films',
      clock: new FakeClock(),
      onLate: (_films, error) => late.push(error),
    });
    await feed.apply([CHANGE]);
    expect(late).toEqual([]);
  });
});
