import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { MemorySearchSnapshotStore } from '../memory/search-snapshot-store.ts';
import { pick, randomInt, seededRandom, type Random } from '../random.ts';
import { FakeClock } from '../clocks/fake-clock.ts';
import { checkSearch, checkTable } from './check-store.ts';
import { injectFaults, retryWithoutDelay, type Fault } from './faulty-requests.ts';
import { FilmModel } from './film-model.ts';
import { LateRequests } from './late-requests.ts';
import { editOnce } from './scheduled-edits.ts';
import { runImport, type ScheduledRows } from './scheduled-imports.ts';
import { StoreInstance, type SharedWorld } from './store-instance.ts';

/** The writers are one import and two people. */
const WRITERS = 3;
const PHASES = 2;
const EDITS = 3;
const IMPORTS = 2;
const FAULTS = ['response-lost', 'request-lost', 'duplicated', 'server-error', 'late', 'throttled', 'hung'] as const;
/**
 * The share of requests that meet a fault. From time to time there is a storm, a series of requests with a higher
 * share, so that all attempts at a request can fail.
 */
const FAULT_RATE = 0.05;
const STORM_RATE = 0.7;
/** The largest number of requests between two storms, and the largest number in one storm. */
const CALM_REQUESTS = 40;
const STORM_REQUESTS = 10;
/**
 * The longest time by which the clock moves after one edit or import. All steps of a phase (half of a schedule)
 * together must take less than 15 s, because search reads again only the last 15 s of the list of changes.
 */
const MAX_STEP_MS = 500;
/**
 * A pause that is longer than two limits of the product: the least time for which a change stays in the list of changes
 * after a snapshot has included it, and the time that an instance may sleep without waiting for the current snapshot.
 */
const LONG_MS = 11 * 60_000;

export type Outcome = { readonly faults: readonly string[]; readonly acknowledged: number; readonly unknown: number };

/**
 * Two people edit films, each through an instance of the product, while imports write the same films through a third
 * instance. Meanwhile some requests to DynamoDB and some answers are lost, late or duplicated, and other requests are
 * refused or fail. Between the two phases the list of changes is emptied. At the end the imports are repeated. Then the
 * table and the searches must agree, and both must contain only what the model (see FilmModel) allows.
 *
 * @param endpoint the URL of an empty DynamoDB, or of one that other schedules use too
 */
export async function runFaultSchedule(endpoint: string, seed: number): Promise<Outcome> {
  const clean = createDynamoClient(endpoint);
  const clients = [clean];
  const world = await makeWorld(clean, seed);
  const { model } = world;
  const late = new LateRequests();
  const open = async (writer: number) => {
    const random = seededRandom(seed * WRITERS + writer);
    const client = createDynamoClient(endpoint);
    clients.push(client);
    await retryWithoutDelay(client);
    const choose = faultChooser(random);
    injectFaults(client, () => late.orNot(choose()));
    return { instance: new StoreInstance(client, world), random };
  };
  const importer = await open(0);
  const editors = [await open(1), await open(2)];
  const steady = new StoreInstance(clean, world);
  const imported: ScheduledRows[] = [];
  for (let phase = 0; phase < PHASES; phase += 1) {
    const writers = editors.map(({ instance, random }, i) =>
      repeat(EDITS, random, world, late, async (step) => {
        await editOnce(instance, random, `edit ${String(phase)}.${String(i)}.${String(step)}`);
      }),
    );
    const imports = repeat(IMPORTS, importer.random, world, late, async (step) => {
      await runImport(importer.instance, world.clock, importer.random, imported, `${String(phase)}.${String(step)}`);
    });
    await Promise.all([...writers, imports]);
    await late.settle();
    for (const { instance } of [importer, ...editors]) await instance.settle();
    await late.settle();
    if (phase === 0) await forgetChanges(steady, world);
  }
  for (const rows of imported) await rows.importAgain(steady);
  const answered = await checkTable(steady.films, model);
  for (const instance of [...editors.map((editor) => editor.instance), new StoreInstance(clean, world)])
    await checkSearch(instance, answered, world);
  for (const client of clients) client.destroy();
  return { faults: model.faults, acknowledged: model.acknowledged, unknown: model.unknown };
}

async function makeWorld(client: DynamoDBClient, seed: number): Promise<SharedWorld> {
  const films = `films-${String(seed)}`;
  const keys = `keys-${String(seed)}`;
  await createMissingTable(client, films, FILMS_TABLE);
  await createMissingTable(client, keys, CACHE_TABLE);
  const snapshots = new MemorySearchSnapshotStore();
  return { films, keys, snapshots, clock: new FakeClock(), model: new FilmModel() };
}

async function repeat(
  steps: number,
  random: Random,
  { clock }: SharedWorld,
  late: LateRequests,
  take: (step: number) => Promise<void>,
): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await take(step);
    clock.advance(randomInt(random, MAX_STEP_MS));
    if (randomInt(random, 3) === 0) late.release();
  }
}

/** Returns a function that chooses the fault of the next request. */
function faultChooser(random: Random): () => Fault['kind'] {
  let isStorm = false;
  let left = randomInt(random, CALM_REQUESTS);
  return () => {
    if (left-- === 0) {
      isStorm = !isStorm;
      left = randomInt(random, isStorm ? STORM_REQUESTS : CALM_REQUESTS);
    }
    return random() < (isStorm ? STORM_RATE : FAULT_RATE) ? pick(random, FAULTS) : 'none';
  };
}

/**
 * Empties the list of changes. This takes two snapshots: when the second is built, the changes that the first contains
 * are removed from the list.
 */
async function forgetChanges({ rebuild }: StoreInstance, { clock }: SharedWorld): Promise<void> {
  for (let snapshots = 0; snapshots < 2; snapshots += 1) {
    clock.advance(LONG_MS);
    await rebuild.execute();
  }
}
