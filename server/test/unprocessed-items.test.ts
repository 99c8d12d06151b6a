import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDocumentClient, createDynamoClient } from '../src/adapters/out/dynamodb/client.ts';
import { createMissingTable } from '../src/adapters/out/dynamodb/create-missing-table.ts';
import { DynamoFilmImportStore } from '../src/adapters/out/dynamodb/film-import-store.ts';
import { FILMS_TABLE } from '../src/adapters/out/dynamodb/tables.ts';
import { startUnprocessedItemsProxy } from './chaos/unprocessed-items-proxy.ts';
import { FakeClock } from './fake-clock.ts';
import { RecordingObserver } from './recording-observer.ts';
import { startDynalite, type TestStore } from './stores/dynalite-store.ts';

let store: TestStore;

beforeAll(async () => {
  store = await startDynalite();
  await createMissingTable(createDynamoClient(store.endpoint), 'films', FILMS_TABLE);
});

afterAll(() => store.close());

const FILMS = Array.from({ length: 25 }, (_, i) => ({
  id: `film-${String(i)}`,
  attributes: { title: String(i), year: 2000 },
  identity: i,
  rowHashes: [],
}));

async function withProxy(
  times: number,
  use: (imports: DynamoFilmImportStore, observer: RecordingObserver, clock: FakeClock) => Promise<void>,
) {
  const proxy = await startUnprocessedItemsProxy(store.endpoint, times);
  const observer = new RecordingObserver();
  const clock = new FakeClock(0);
  const client = createDynamoClient(proxy.endpoint);
  try {
    await use(new DynamoFilmImportStore(createDocumentClient(client), 'films', clock, observer), observer, clock);
  } finally {
    client.destroy();
    proxy.close();
  }
}

test('what DynamoDB leaves unprocessed is written and read after a growing pause', async () => {
  await withProxy(3, async (imports, observer, clock) => {
    await imports.create(FILMS);
    expect(observer.events).toEqual([
      { type: 'batch-retried', table: 'films', unprocessed: 13, attempt: 1 },
      { type: 'batch-retried', table: 'films', unprocessed: 7, attempt: 2 },
      { type: 'batch-retried', table: 'films', unprocessed: 4, attempt: 3 },
    ]);
    expect(clock.nowMs()).toBe(50 + 100 + 200);
  });
  await withProxy(2, async (imports, observer) => {
    expect((await imports.read(FILMS.map(({ id }) => id))).size).toBe(25);
    expect(observer.events).toHaveLength(2);
  });
});

test('a DynamoDB that never processes all is reported after ten attempts', async () => {
  await withProxy(Infinity, async (imports, observer) => {
    await expect(imports.create(FILMS.slice(0, 2))).rejects.toMatchObject({ kind: 'upstream-unavailable' });
    expect(observer.events).toHaveLength(10);
  });
});
