import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient, createDynamoClient } from '../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoFilmRepository } from '../src/adapters/driven/dynamodb/film-repository.ts';
import { FILMS_TABLE } from '../src/adapters/driven/dynamodb/tables.ts';
import type { FilmAttributes } from '../src/domain/film.ts';
import { injectFaults, type Fault } from '../testing/chaos/faulty-requests.ts';
import { eventually } from '../testing/eventually.ts';
import { FakeClock } from '../testing/clocks/fake-clock.ts';
import { startDynalite, type TestStore } from '../testing/stores/dynalite-store.ts';

const ID = 'jaws-1975';
const JAWS: FilmAttributes = { title: 'Jaws', year: 1975 };
const MINE: FilmAttributes = { title: 'Jaws', year: 1976 };
const THEIRS: FilmAttributes = { title: 'Jaws', year: 1999 };

type Step = Fault | (() => Promise<unknown>);

let store: TestStore;
let tables = 0;
let table: string;
let documents: DynamoDBDocumentClient;
/** Another writer, whose requests meet no faults. */
let others: DynamoFilmRepository;
/** The writer under test. */
let films: DynamoFilmRepository;
/**
 * The faults of the next writes of {@link films}, in the order of sending. A function in the list runs before the next
 * write is sent.
 */
let script: Step[];
/** The fault of all writes after those in the script, and the fault of all reads. */
let otherwise: { writes: Fault; reads: Fault };

beforeAll(async () => {
  store = await startDynalite();
});

afterAll(() => store.close());

beforeEach(async () => {
  tables += 1;
  table = `films-${String(tables)}`;
  const clean = createDynamoClient(store.endpoint);
  await createMissingTable(clean, table, FILMS_TABLE);
  documents = createDocumentClient(clean);
  others = new DynamoFilmRepository(documents, table, new FakeClock(), randomUUID);
  const faulty = createDynamoClient(store.endpoint);
  injectFaults(faulty, async ({ operation }) => {
    if (operation !== 'UpdateItem') return otherwise.reads;
    for (let step = script.shift(); step; step = script.shift()) {
      if (typeof step !== 'function') return step;
      await step();
    }
    return otherwise.writes;
  });
  films = new DynamoFilmRepository(createDocumentClient(faulty), table, new FakeClock(), randomUUID);
  script = [];
  otherwise = { writes: none, reads: none };
});

const none: Fault = { kind: 'none' };
const lost: Fault = { kind: 'response-lost' };
const never: Fault = { kind: 'request-lost' };

/** Returns the error that the SDK throws for an error answer of DynamoDB. */
function answered(httpStatusCode: number, name: string): Error {
  return Object.assign(new Error(name), { name, $fault: 'client', $metadata: { httpStatusCode } });
}

/**
 * Every kind of write. Before the write, other writers have brought the film to the version `before`. The write brings
 * it to the version `makes`.
 */
const WRITES = [
  { name: 'create', before: 0, makes: 1, run: () => films.create(ID, MINE) },
  { name: 'create under a deleted id', before: 2, makes: 3, run: () => films.create(ID, MINE) },
  { name: 'replace', before: 1, makes: 2, run: () => films.replace(ID, MINE, 1) },
  { name: 'replace any version', before: 1, makes: 2, run: () => films.replace(ID, MINE, 'any') },
  { name: 'delete', before: 1, makes: 2, run: () => films.delete(ID, 1) },
  { name: 'delete any version', before: 1, makes: 2, run: () => films.delete(ID, 'any') },
];

async function prepare(version: number): Promise<void> {
  if (version > 0) await others.create(ID, JAWS);
  if (version > 1) await others.delete(ID, 1);
}

/** Lets another writer change the film. That writer creates the film if it is deleted, and edits it otherwise. */
async function changeByOthers(): Promise<void> {
  if (!(await others.create(ID, THEIRS))) await others.replace(ID, THEIRS, 'any');
}

describe.each(WRITES)('$name', ({ before, makes, run }) => {
  // A creation under the id of a deleted film first tries version 1. DynamoDB refuses that write.
  const first: Step[] = makes === 3 ? [none] : [];

  beforeEach(() => prepare(before));

  test.each(['response-lost', 'request-lost', 'duplicated', 'server-error'] as const)(
    'is carried out once and succeeds in spite of this fault: %s',
    async (kind) => {
      script = [...first, { kind }];
      expect(await run()).toMatchObject({ id: ID, version: makes });
      expect((await others.changesSince(0)).map(({ version }) => version)).toEqual([makes]);
    },
  );

  test('succeeds when all answers are lost and the write is read back', async () => {
    script = [...first, lost];
    otherwise.writes = lost;
    expect(await run()).toMatchObject({ id: ID, version: makes });
  });

  test('succeeds with its own version when others have written three times since', async () => {
    script = [...first, lost, changeByOthers, changeByOthers, changeByOthers];
    expect(await run()).toMatchObject({ id: ID, version: makes });
    expect(await others.get(ID)).toMatchObject({ version: makes + 3, attributes: THEIRS });
  });

  test('says that the outcome is unknown when other writers have overwritten the mark of this write', async () => {
    const deleteByOthers = () => others.delete(ID, 'any').catch(() => undefined);
    script = [...first, lost, deleteByOthers, changeByOthers, changeByOthers, changeByOthers, changeByOthers];
    await expect(run()).rejects.toMatchObject({ kind: 'upstream-unavailable', code: 'write-outcome-unknown' });
  });

  test('says that the outcome is unknown when nothing can be read back', async () => {
    script = [
      ...first,
      () => {
        otherwise = { writes: lost, reads: never };
        return Promise.resolve();
      },
    ];
    await expect(run()).rejects.toMatchObject({ kind: 'upstream-unavailable', code: 'write-outcome-unknown' });
    expect((await others.changesSince(0)).map(({ version }) => version)).toEqual([makes]);
  });

  test('says that the outcome is unknown when DynamoDB receives the request twice and nothing can be read back', async () => {
    const silenceReads = () => {
      otherwise.reads = never;
      return Promise.resolve();
    };
    script = [...first, silenceReads, { kind: 'duplicated' }];
    await expect(run()).rejects.toMatchObject({ kind: 'upstream-unavailable', code: 'write-outcome-unknown' });
    expect((await others.changesSince(0)).map(({ version }) => version)).toEqual([makes]);
  });

  test('says that the outcome is unknown when every connection breaks, and changes nothing when no request arrives', async () => {
    script = [...first, never];
    otherwise.writes = never;
    await expect(run()).rejects.toMatchObject({ kind: 'upstream-unavailable', code: 'write-outcome-unknown' });
    expect((await others.changesSince(0)).map(({ version }) => version)).toEqual(before === 0 ? [] : [before]);
  });

  test('says that the outcome is unknown when every request arrives after the client has given up', async () => {
    const arrival = Promise.withResolvers<undefined>();
    let sent = 0;
    let arrived = 0;
    const done = () => {
      arrived += 1;
    };
    const late = () => {
      sent += 1;
      return { kind: 'late', until: arrival.promise, done } as const;
    };
    script = [...first, late(), late(), late()];
    await expect(run()).rejects.toMatchObject({ kind: 'upstream-unavailable', code: 'write-outcome-unknown' });
    expect((await others.changesSince(0)).map(({ version }) => version)).toEqual(before === 0 ? [] : [before]);
    arrival.resolve(undefined);
    await eventually(() => arrived === sent);
    expect((await others.changesSince(0)).map(({ version }) => version)).toEqual([makes]);
  });

  test.each([
    ['no connection is made', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['DynamoDB answers 500 and the film is unchanged', answered(500, 'InternalServerError')],
  ])('says that nothing was changed when, at every attempt, %s', async (_when, error) => {
    const fail = () => Promise.reject(error);
    script = [...first, fail, fail, fail];
    await expect(run()).rejects.toMatchObject({ kind: 'upstream-unavailable', code: 'store-unavailable' });
    expect(script).toEqual([]);
    expect((await others.changesSince(0)).map(({ version }) => version)).toEqual(before === 0 ? [] : [before]);
  });

  test('says that the outcome is unknown when one request breaks off and DynamoDB answers 500 to the retries', async () => {
    const fail = () => Promise.reject(answered(500, 'InternalServerError'));
    script = [...first, never, fail, fail];
    await expect(run()).rejects.toMatchObject({ kind: 'upstream-unavailable', code: 'write-outcome-unknown' });
  });

  test('a late copy of the request does not change a newer version', async () => {
    const arrival = Promise.withResolvers<undefined>();
    const arrived = Promise.withResolvers<undefined>();
    script = [
      ...first,
      {
        kind: 'late',
        until: arrival.promise,
        done: () => {
          arrived.resolve(undefined);
        },
      },
    ];
    expect(await run()).toMatchObject({ version: makes });
    await changeByOthers();
    arrival.resolve(undefined);
    await arrived.promise;
    expect(await others.get(ID)).toEqual({ id: ID, version: makes + 1, attributes: THEIRS });
  });
});

test('when two creations lose their answers, one creates the film and the other finds the id taken', async () => {
  script = [lost, lost];
  const made = await Promise.all([films.create(ID, MINE), films.create(ID, THEIRS)]);
  const winners = made.filter((film) => film !== undefined);
  expect(winners).toHaveLength(1);
  expect(await others.get(ID)).toMatchObject({ version: 1, attributes: winners[0]?.attributes });
});

test('when two edits of one version lose their answers, exactly one succeeds', async () => {
  for (let version = 1; version <= 10; version += 1) {
    if (version === 1) await others.create(ID, JAWS);
    script = [lost, lost];
    const outcomes = await Promise.allSettled([films.replace(ID, MINE, version), films.replace(ID, THEIRS, version)]);
    const [winner, ...more] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(more).toEqual([]);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'version-conflict' },
    });
    expect(await others.get(ID)).toEqual({ id: ID, version: version + 1, attributes: winner?.attributes });
  }
});

test('a creation whose answer is lost succeeds, no matter how often others have edited the film since', async () => {
  script = [lost, ...Array.from({ length: 9 }, () => changeByOthers)];
  expect(await films.create(ID, MINE)).toMatchObject({ version: 1, attributes: MINE });
  expect(await others.get(ID)).toMatchObject({ version: 10, attributes: THEIRS });
});

test('a deletion whose answer is lost succeeds, and does not delete the film that another writer creates meanwhile', async () => {
  await prepare(1);
  script = [lost, () => others.create(ID, THEIRS)];
  expect(await films.delete(ID, 1)).toMatchObject({ version: 2 });
  expect(await others.get(ID)).toEqual({ id: ID, version: 3, attributes: THEIRS });
});

test('changes, deletes and creates a film that an earlier version of Marquee wrote without marks, like any other film', async () => {
  const old = (expression: string, values: object) =>
    documents.send(
      new UpdateCommand({
        TableName: table,
        Key: { id: ID },
        UpdateExpression: expression,
        ExpressionAttributeValues: { ':version': 7, ...values },
      }),
    );
  await old('SET version = :version, attributes = :jaws', { ':jaws': JAWS });
  script = [lost];
  expect(await films.create(ID, MINE)).toBeUndefined();
  script = [lost];
  expect(await films.replace(ID, MINE, 7)).toMatchObject({ version: 8 });
  script = [lost];
  expect(await films.delete(ID, 'any')).toMatchObject({ version: 9 });
  await old('SET version = :version REMOVE writer0, writer1', {});
  script = [none, lost];
  expect(await films.create(ID, MINE)).toMatchObject({ version: 8 });
});

test('an edit of a version that does not exist yet has an unknown outcome while a copy of its request may still arrive', async () => {
  await prepare(1);
  script = [never];
  await expect(films.replace(ID, MINE, 2)).rejects.toMatchObject({ code: 'write-outcome-unknown' });
  await expect(films.replace(ID, MINE, 2)).rejects.toMatchObject({ code: 'version-conflict' });
});

test('a write that DynamoDB throttles at every attempt is reported as not made', async () => {
  const throttle = () => Promise.reject(answered(400, 'ThrottlingException'));
  script = [throttle, throttle, throttle];
  await expect(films.create(ID, MINE)).rejects.toMatchObject({ code: 'store-unavailable' });
  expect(script).toEqual([]);
});
