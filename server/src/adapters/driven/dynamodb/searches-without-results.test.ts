import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDynalite, type TestStore } from '../../../../testing/stores/dynalite-store.ts';
import { KEPT_FROM_REQUESTS, REPEAT_MS } from '../../../domain/searches-without-results.ts';
import { createMissingTable } from '../../local/dynamodb/create-missing-table.ts';
import { createDocumentClient, createDynamoClient } from './client.ts';
import { DynamoSearchesWithoutResults } from './searches-without-results.ts';
import { CACHE_TABLE } from './tables.ts';

const STARTED_MS = Date.UTC(2026, 0, 1);

let store: TestStore;
let client: ReturnType<typeof createDynamoClient>;

beforeAll(async () => {
  store = await startDynalite();
  client = createDynamoClient(store.endpoint);
  await createMissingTable(client, 'cache', CACHE_TABLE);
});

afterAll(async () => {
  client.destroy();
  await store.close();
});

/** With a limit that a busy machine does not reach. */
const open = () => new DynamoSearchesWithoutResults(createDocumentClient(client), 'cache', 60_000);

test('loses no text when several instances change the list at the same time', async () => {
  const instances = ['a', 'b', 'c'].map((text) => ({ text, searches: open() }));
  let nowMs = STARTED_MS;
  for (let i = 0; i < KEPT_FROM_REQUESTS + 2; i += 1) {
    await Promise.all(instances.map(({ text, searches }) => searches.add(text, nowMs)));
    nowMs += REPEAT_MS;
  }
  const kept = await open().list(nowMs);
  expect(kept.map(({ text, requests }) => [text, requests])).toEqual(['a', 'b', 'c'].map((text) => [text, 7]));
});

test('counts one text of several instances with one key, and not again in less than a minute', async () => {
  let nowMs = STARTED_MS;
  for (let i = 0; i < KEPT_FROM_REQUESTS; i += 1) {
    await open().add('shared', nowMs);
    await open().add('shared', nowMs + REPEAT_MS - 1);
    // The clock of another instance may be behind.
    await open().add('shared', nowMs - REPEAT_MS + 1);
    nowMs += REPEAT_MS;
  }
  expect(await open().list(nowMs)).toContainEqual({ text: 'shared', requests: 5, lastAtMs: nowMs - REPEAT_MS });
});
