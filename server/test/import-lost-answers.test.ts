import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDocumentClient, createDynamoClient } from '../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoFilmImportStore } from '../src/adapters/driven/dynamodb/film-import-store.ts';
import { DynamoFilmRepository } from '../src/adapters/driven/dynamodb/film-repository.ts';
import { FILMS_TABLE } from '../src/adapters/driven/dynamodb/tables.ts';
import { injectFaults, type Fault } from '../testing/chaos/faulty-requests.ts';
import { FakeClock } from '../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../testing/recording-observer.ts';
import { startDynalite, type TestStore } from '../testing/stores/dynalite-store.ts';

let store: TestStore;
/** Another writer, whose requests meet no faults. */
let others: DynamoFilmRepository;
/** The store of imports under test. */
let imports: DynamoFilmImportStore;
/**
 * The faults of the next writes of {@link imports}, in the order of sending. A function in the list runs before the
 * next write is sent.
 */
let script: (Fault | (() => Promise<unknown>))[] = [];

beforeAll(async () => {
  store = await startDynalite();
  const clean = createDynamoClient(store.endpoint);
  await createMissingTable(clean, 'films', FILMS_TABLE);
  others = new DynamoFilmRepository(createDocumentClient(clean), 'films', new FakeClock(), randomUUID);
  const faulty = createDynamoClient(store.endpoint);
  injectFaults(faulty, async ({ operation }) => {
    if (operation !== 'UpdateItem') return { kind: 'none' };
    for (let step = script.shift(); step; step = script.shift()) {
      if (typeof step !== 'function') return step;
      await step();
    }
    return { kind: 'none' };
  });
  const documents = createDocumentClient(faulty);
  imports = new DynamoFilmImportStore(documents, 'films', new FakeClock(), new RecordingObserver(), randomUUID);
});

afterAll(() => store.close());

const film = (id: string, year = 2000) => ({ id, attributes: { title: id, year }, identity: 1, rowHashes: ['h'] });

test.each(['response-lost', 'server-error', 'request-lost', 'duplicated'] as const)(
  'creates and replaces a film exactly once in spite of this fault: %s',
  async (kind) => {
    script = [{ kind }];
    expect(await imports.create(film(kind), 'bulk')).toBe(true);
    script = [{ kind }];
    expect(await imports.replace(film(kind, 2001), { version: 1, ...film(kind) }, 'bulk')).toBe(true);
    expect(await others.get(kind)).toMatchObject({ version: 2, attributes: { year: 2001 } });
  },
);

test('keeps an edit that is made between a creation whose answer is lost and the retry of that creation', async () => {
  script = [{ kind: 'response-lost' }, () => others.replace('edited', { title: 'Mine', year: 1999 }, 1)];
  expect(await imports.create(film('edited'), 'bulk')).toBe(true);
  expect(await others.get('edited')).toMatchObject({ version: 2, attributes: { title: 'Mine' } });
});

test('an import keeps retrying while it is throttled, even if an earlier request of the same write broke off', async () => {
  const name = 'ThrottlingException';
  const throttle = () => Promise.reject(Object.assign(new Error(name), { name, $metadata: { httpStatusCode: 400 } }));
  script = [{ kind: 'request-lost' }, throttle, throttle];
  expect(await imports.create(film('throttled'), 'bulk')).toBe(true);
});
