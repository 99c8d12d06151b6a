import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDocumentClient, createDynamoClient, withoutRetries } from '../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoFilmImportStore } from '../src/adapters/driven/dynamodb/film-import-store.ts';
import { FILMS_TABLE } from '../src/adapters/driven/dynamodb/tables.ts';
import { startUnprocessedItemsProxy } from '../testing/chaos/unprocessed-items-proxy.ts';
import { FakeClock } from '../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../testing/recording-observer.ts';
import { startDynalite, type TestStore } from '../testing/stores/dynalite-store.ts';

let store: TestStore;

beforeAll(async () => {
  store = await startDynalite();
  await createMissingTable(createDynamoClient(store.endpoint), 'films', FILMS_TABLE);
});

afterAll(() => store.close());

const IDS = Array.from({ length: 25 }, (_, i) => `film-${String(i)}`);

const film = (id: string) => ({ id, attributes: { title: id, year: 2000 }, identity: 1, rowHashes: [] });

async function withProxy(
  times: number,
  use: (imports: DynamoFilmImportStore, observer: RecordingObserver, clock: FakeClock) => Promise<void>,
) {
  const proxy = await startUnprocessedItemsProxy(store.endpoint, times);
  const observer = new RecordingObserver();
  const clock = new FakeClock(0);
  // The SDK's own retries would wait in real time.
  const client = withoutRetries(createDynamoClient(proxy.endpoint));
  const imports = new DynamoFilmImportStore(createDocumentClient(client), 'films', clock, observer, randomUUID);
  try {
    await use(imports, observer, clock);
  } finally {
    client.destroy();
    proxy.close();
  }
}

test('retries the keys that DynamoDB leaves unprocessed, without longer pauses while it processes others', async () => {
  await withProxy(0, async (imports) => {
    for (const id of IDS) await imports.create(film(id), 'bulk');
  });
  await withProxy(3, async (imports, observer, clock) => {
    expect((await imports.read(IDS)).size).toBe(25);
    expect(observer.events).toEqual([
      { type: 'batch-retried', table: 'films', unprocessed: 13, attempt: 1 },
      { type: 'batch-retried', table: 'films', unprocessed: 7, attempt: 2 },
      { type: 'batch-retried', table: 'films', unprocessed: 4, attempt: 3 },
    ]);
    expect(clock.nowMs()).toBe(50 + 50 + 50);
  });
});

test('reads films that need more answers than there are attempts, because each answer is full', async () => {
  const ids = Array.from({ length: 36 }, (_, i) => `large-${String(i)}`);
  await withProxy(0, async (imports, observer) => {
    for (const id of ids) {
      const { attributes, ...rest } = film(id);
      await imports.create({ ...rest, attributes: { ...attributes, notes: 'x'.repeat(380_000) } }, 'bulk');
    }
    expect((await imports.read(ids)).size).toBe(36);
    expect(observer.events.length).toBeGreaterThanOrEqual(10);
  });
});

test('retries a write that DynamoDB throttles, after pauses that grow', async () => {
  await withProxy(3, async (imports, observer, clock) => {
    expect(await imports.create(film('busy'), 'bulk')).toBe(true);
    expect(observer.events.map(({ type }) => type)).toEqual(['batch-retried', 'batch-retried', 'batch-retried']);
    expect(clock.nowMs()).toBe(50 + 100 + 200);
  });
});

test('gives up after ten attempts in which DynamoDB processes nothing', async () => {
  await withProxy(Infinity, async (imports, observer) => {
    await expect(imports.read(IDS.slice(0, 2))).rejects.toMatchObject({ kind: 'upstream-unavailable' });
    // The first attempt processes one of two ids.
    expect(observer.events).toHaveLength(11);
    await expect(imports.create(film('never'), 'bulk')).rejects.toMatchObject({ kind: 'upstream-unavailable' });
    expect(observer.events).toHaveLength(21);
  });
});
