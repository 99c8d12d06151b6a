import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ANSWERS } from '../../src/adapters/driving/http/answer-schemas.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import { call } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';
import type { Fault } from '../../testing/chaos/faulty-requests.ts';
import { FakeClock } from '../../testing/clocks/fake-clock.ts';
import { checkTelemetryLines } from '../../testing/telemetry-lines.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What people search for. No film has it, and neither do ids and hashes. */
const CANARY = 'wombatcanary';

let clock: FakeClock;
let writes: Fault['kind'];
let api: TestApi;

const start = (countsEmptySearches: boolean) =>
  startApi({
    clock,
    countsEmptySearches,
    installation: { openScopes: new Set(['operations:read']) },
    fault: ({ operation }) => ({ kind: operation === 'UpdateItem' ? writes : 'none' }) as Fault,
  });

beforeEach(async () => {
  clock = new FakeClock();
  writes = 'none';
  api = await start(true);
});

afterEach(() => api.close());

/** Searches several times, each time a minute after the last search. */
async function search(query: string, times = 1, pauseMs = MINUTE_MS): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    clock.advance(pauseMs);
    const { status, body } = await call(`${api.url}/v1/films?${query}`);
    expect([status, body['total']]).toEqual([200, 0]);
  }
}

/** Another search, a second later. The one before it is counted by then. */
async function searchAnything(): Promise<void> {
  clock.advance(1_000);
  await call(`${api.url}/v1/films?limit=1`);
}

async function listed(): Promise<unknown> {
  await searchAnything();
  const { body } = await call(`${api.url}/v1/status`);
  ANSWERS.Status.strict().parse(body);
  return body['searchesWithoutResults'];
}

/** The items of both tables. */
async function items(): Promise<Record<string, unknown>[]> {
  await searchAnything();
  const { container } = api;
  const tables = [container.get(TOKENS.filmsTable), container.get(TOKENS.cacheTable)];
  const client = container.get(TOKENS.documentClient);
  const pages = await Promise.all(tables.map((table) => client.send(new ScanCommand({ TableName: table }))));
  return pages.flatMap((page) => page.Items ?? []);
}

const stored = async () => JSON.stringify(await items());

test('keeps a text after five requests, and before that stores nothing in which it can be found', async () => {
  await search(`q=${CANARY}`, 4);
  expect(await listed()).toEqual([]);
  expect(await stored()).toContain('"z#');
  expect(await stored()).not.toContain(CANARY);
  await search(`q=${CANARY}`);
  const lastAt = new Date(clock.nowMs()).toISOString();
  expect(await listed()).toEqual([{ text: CANARY, requests: 5, lastAt }]);
  await search(`q=${CANARY}`, 2);
  expect(await listed()).toMatchObject([{ text: CANARY, requests: 7 }]);
  checkTelemetryLines(api.lines, [CANARY]);
});

test('counts the spellings of a text together, without controls of the direction', async () => {
  for (const spelling of ['Wömbat  X', 'wombat x', ' WOMBAT\u202e X', 'wombat\tx', 'ｗｏｍｂａｔ x']) {
    await search(`q=${encodeURIComponent(spelling)}`);
  }
  expect(await listed()).toMatchObject([{ text: 'wombat x', requests: 5 }]);
});

test('counts requests for one text once a minute', async () => {
  await search(`q=${CANARY}`, 5, MINUTE_MS / 5);
  expect(await listed()).toEqual([]);
  await search(`q=${CANARY}`, 4);
  expect(await listed()).toMatchObject([{ requests: 5 }]);
});

test.each([
  `q=${CANARY}&genre=Drama`,
  `q=${CANARY}&yearFrom=1950`,
  `q=${CANARY}&typos=false`,
  `title=${CANARY}`,
  'q=%20&year=1950',
])('does not count %s, because the text alone may find films', async (query) => {
  await search(query, 6);
  expect(await stored()).not.toContain('z#');
  expect(await listed()).toEqual([]);
});

test('counts a search that only asks for another order, for facets or for fewer films', async () => {
  await search(`q=${CANARY}&sort=year&limit=1&facets=genre&explain=true`, 5);
  expect(await listed()).toMatchObject([{ text: CANARY, requests: 5 }]);
});

test('counts what somebody typed in the end, and not the letters before', async () => {
  for (let i = 0; i < 5; i += 1) {
    clock.advance(MINUTE_MS);
    for (let length = 3; length <= CANARY.length; length += 1) await search(`q=${CANARY.slice(0, length)}`, 1, 130);
  }
  expect(await listed()).toMatchObject([{ text: CANARY, requests: 5 }]);
  expect((await items()).filter(({ id }) => String(id).startsWith('z#'))).toHaveLength(1);
});

test('counts and lists nothing unless it is switched on', async () => {
  await api.close();
  api = await start(false);
  await search(`q=${CANARY}`, 6);
  expect(await stored()).not.toMatch(/z#|searches/i);
  const { body } = await call(`${api.url}/v1/status`);
  expect(body).not.toHaveProperty('searchesWithoutResults');
});

test('answers although the search cannot be counted, and logs that without the text', async () => {
  await search(`q=${CANARY}`, 4);
  await searchAnything();
  writes = 'server-error';
  await search(`q=${CANARY}`);
  await searchAnything();
  expect(api.observer.of('search-count-lost')).toHaveLength(1);
  writes = 'none';
  await search(`q=${CANARY}`, 2);
  expect(await listed()).toMatchObject([{ text: CANARY }]);
  checkTelemetryLines(api.lines, [CANARY]);
});

test('says in the status that the list cannot be read', async () => {
  await api.stopStore();
  expect(await listed()).toBeNull();
});

test('begins to count again after a week, with another key, and forgets a text after 90 days', async () => {
  await search(`q=${CANARY}`, 4);
  clock.advance(7 * DAY_MS);
  await search(`q=${CANARY}`, 4);
  expect(await listed()).toEqual([]);
  const ids = (await items()).map(({ id }) => String(id));
  expect(ids.filter((id) => id.startsWith('z#'))).toHaveLength(2);
  await search(`q=${CANARY}`);
  expect(await listed()).toMatchObject([{ requests: 5 }]);
  // Each search that counts takes a second.
  clock.advance(90 * DAY_MS - 2_001);
  expect(await listed()).toHaveLength(1);
  clock.advance(1);
  expect(await listed()).toEqual([]);
});
