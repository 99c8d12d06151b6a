import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDynalite, type TestStore } from '../../../../testing/stores/dynalite-store.ts';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { KEPT_IMPORT_REPORTS } from '../../../ports/import-reports.ts';
import { createMissingTable } from '../../local/dynamodb/create-missing-table.ts';
import { createDocumentClient, createDynamoClient } from './client.ts';
import { DynamoFilmRepository } from './film-repository.ts';
import { DynamoImportReports } from './import-reports.ts';
import { FILMS_TABLE } from './tables.ts';

let store: TestStore;
let client: ReturnType<typeof createDynamoClient>;

beforeAll(async () => {
  store = await startDynalite();
  client = createDynamoClient(store.endpoint);
  await createMissingTable(client, 'films', FILMS_TABLE);
});

afterAll(async () => {
  client.destroy();
  await store.close();
});

test('keeps the last reports, the newest first, in an item that is not a film', async () => {
  const documents = createDocumentClient(client);
  const reports = new DynamoImportReports(documents, 'films');
  expect(await reports.recent()).toEqual([]);
  const report = (i: number) => ({
    ...{ location: `${String(i)}.json`, finishedAtMs: i, tookMs: 1 },
    ...{ counts: { rows: i }, cleaned: { 'html-entities': 2 } },
  });
  for (let i = 1; i <= KEPT_IMPORT_REPORTS + 3; i += 1) await reports.add(report(i));
  expect(await reports.recent()).toEqual([8, 7, 6, 5, 4].map(report));
  const films = new DynamoFilmRepository(documents, 'films', new FakeClock(), () => 'writer');
  for await (const page of films.scan()) expect(page).toEqual([]);
});
