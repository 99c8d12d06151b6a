import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDocumentClient, createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { DynamoFilmRepository } from '../../src/adapters/driven/dynamodb/film-repository.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import { call } from '../../testing/api/client.ts';
import { startSilenceableProxy, type SilenceableProxy } from '../../testing/chaos/silenceable-proxy.ts';
import { startDynalite, type TestStore } from '../../testing/stores/dynalite-store.ts';
import { useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();
let store: TestStore;
let proxy: SilenceableProxy;

beforeAll(async () => {
  store = await startDynalite();
  proxy = await startSilenceableProxy(store.endpoint);
});
afterAll(async () => {
  proxy.close();
  await store.close();
});

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await delay(100);
}

test('when the store is silent, searches still answer and health reports the store; everything recovers when the store answers again', async () => {
  const { url, says, process: child, ended } = await data.start({ MARQUEE_DYNAMODB_ENDPOINT: proxy.endpoint });
  const find = async (title: string) => (await call(`${url}/v1/films?title=${title}`)).body['total'] as number;
  const health = async () => (await call(`${url}/v1/health`)).body;
  expect(await find('godfather')).toBeGreaterThan(0);
  expect(await health()).toMatchObject({ status: 'ok', degraded: [] });

  proxy.isSilent = true;
  // Health must report the silent store even before any search.
  await until(async () => (await health())['status'] === 'degraded');
  expect(await health()).toMatchObject({ degraded: [{ reason: 'refresh-overdue' }] });
  expect(await find('godfather')).toBeGreaterThan(0);
  expect((await call(`${url}/v1/suggestions?q=godf`)).status).toBe(200);
  expect((await call(`${url}/v1/films/the-godfather-1972/similar`)).status).toBe(200);
  expect((await call(`${url}/v1/movies/cache`, { method: 'DELETE' })).status).toBe(202);
  expect(await health()).toMatchObject({ degraded: [{ reason: 'refresh-overdue' }] });
  const film = await call(`${url}/v1/films/the-godfather-1972`);
  expect({ status: film.status, code: film.body['code'] }).toEqual({ status: 503, code: 'store-unavailable' });

  proxy.isSilent = false;
  const direct = createDynamoClient(store.endpoint);
  const films = new DynamoFilmRepository(createDocumentClient(direct), 'marquee-films', new SystemClock(), randomUUID);
  await films.create('meanwhile-2001', { title: 'Meanwhile', year: 2001 });
  direct.destroy();
  await until(async () => (await find('meanwhile')) === 1);
  await until(async () => (await health())['status'] === 'ok');
  await says(/"type":"cache-purged","scope":"all"/);

  proxy.isSilent = true;
  const left = fetch(`${url}/v1/films/nowhere-2001`).then(({ status }) => status);
  await until(() => Promise.resolve(proxy.swallowed.includes('nowhere-2001')));
  child.kill('SIGTERM');
  expect({ status: await left, code: await ended }).toEqual({ status: 503, code: 0 });
});
