import { expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { idempotencyStoreContract } from '../../../../testing/contracts/idempotency-store.contract.ts';
import { injectFaults } from '../../../../testing/chaos/faulty-requests.ts';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { startDynalite, type TestStore } from '../../../../testing/stores/dynalite-store.ts';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from '../../../../testing/stores/dynamodb-local-store.ts';
import { DynamoCachePurger } from './cache-purger.ts';
import { createDocumentClient, createDynamoClient } from './client.ts';
import { createMissingTable } from '../../local/dynamodb/create-missing-table.ts';
import { DynamoIdempotencyStore } from './idempotency-store.ts';
import { CACHE_TABLE } from './tables.ts';

const NOW = 1_800_000_000_000;
const KEY = { client: 'somebody', key: 'once' };

async function openCache(server: TestStore) {
  const client = createDynamoClient(server.endpoint);
  await createMissingTable(client, 'cache', CACHE_TABLE);
  const documents = createDocumentClient(client);
  const store = new DynamoIdempotencyStore(documents, 'cache');
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { client, documents, store, close };
}

idempotencyStoreContract('dynalite', async () => openCache(await startDynalite()));
if (whyNoDynamoDbLocal() === undefined) {
  idempotencyStoreContract('DynamoDB Local', async () => openCache(await startDynamoDbLocal()));
}

test('every step succeeds even if its answer is lost', async () => {
  const { client, store, close } = await openCache(await startDynalite());
  let isLost = false;
  injectFaults(client, ({ operation }) => {
    if (operation === 'GetItem') return { kind: 'none' };
    isLost = !isLost;
    return { kind: isLost ? 'response-lost' : 'none' };
  });
  const request = { body: '{}', id: 'jaws-1975' };
  expect(await store.claim(KEY, { ...request, holder: 'a' }, NOW)).toMatchObject({ writer: 'a', isRetry: false });
  expect(await store.tryId(KEY, 'a', 'jaws-1975-2')).toBe(true);
  await store.release(KEY, 'a', false);
  const retry = await store.claim(KEY, { ...request, holder: 'b' }, NOW);
  expect(retry).toEqual({ state: 'claimed', writer: 'a', id: 'jaws-1975-2', isRetry: true });
  await store.complete(KEY, 'b', { id: 'jaws-1975-2', version: 1 });
  expect(await store.claim(KEY, { ...request, holder: 'c' }, NOW)).toMatchObject({ state: 'done' });
  await close();
});

test('a purge of the movies cache keeps idempotency keys, and the sweep deletes expired keys', async () => {
  const { documents, store, close } = await openCache(await startDynalite());
  const purger = new DynamoCachePurger(documents, 'cache', new FakeClock());
  await store.claim(KEY, { body: '{}', holder: 'a', id: 'jaws-1975' }, NOW);
  const count = async () => (await documents.send(new ScanCommand({ TableName: 'cache' }))).Count;
  await purger.deleteSome({ scope: { kind: 'all' }, requestedAtMs: NOW + 60_000 }, NOW + 60_000);
  expect(await count()).toBe(1);
  await purger.deleteSome({ scope: { kind: 'sweep' }, requestedAtMs: NOW + 23 * 3_600_000 }, NOW);
  expect(await count()).toBe(1);
  await purger.deleteSome({ scope: { kind: 'sweep' }, requestedAtMs: NOW + 25 * 3_600_000 }, NOW);
  expect(await count()).toBe(0);
  await close();
});
