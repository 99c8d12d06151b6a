import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { MemorySearchSnapshotStore } from '../memory/search-snapshot-store.ts';
import { pick, randomInt, seededRandom, type Random } from '../random.ts';
import { FakeClock } from '../clocks/fake-clock.ts';
import { checkSearch, checkTable } from './check-store.ts';
import { injectFaults, retryAtOnce, type Fault } from './faulty-requests.ts';
import { FilmModel } from './film-model.ts';
import { LateRequests } from './late-requests.ts';
import { takeEdit } from './scheduled-edits.ts';
import { runImport, type ScheduledRows } from './scheduled-imports.ts';
import { StoreInstance, type SharedWorld } from './store-instance.ts';

/** The import, and two people. */
const WRITERS = 3;
const PHASES = 2;
const EDITS = 3;
const IMPORTS = 2;
const FAULTS = ['response-lost', 'request-lost', 'duplicated', 'server-error', 'late', 'throttled', 'hung'] as const;
/** Of this share of requests something goes wrong; in a storm of that share, so that all attempts at a request fail. */
const FAULT_RATE = 0.05;
const STORM_RATE = 0.7;
/** Requests between two storms, and in one, at most. */
const CALM_REQUESTS = 40;
const STORM_REQUESTS = 10;
/** What one step of a writer takes at most. All steps of a phase stay below the 15 s that search looks back in the list of changes. */
const MAX_STEP_MS = 500;
/** Longer than a change stays in the list after a snapshot has it, and than an instance may sleep. */
const LONG_MS = 11 * 60_000;

export type Outcome = { readonly faults: readonly string[]; readonly acknowledged: number; readonly unknown: number };

/**
 * Two people edit films, each over an instance of the product, while imports write the same films over a third one, and
 * requests to DynamoDB and their answers are lost, late, doubled, refused and failed. Between the two phases the list of
 * changes is emptied. At the end the imports are repeated; then table and searches must hold what the model allows, and agree.
 *
 * @param endpoint of an empty DynamoDB, or of one that other schedules use as well
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
    await retryAtOnce(client);
    const choose = weather(random);
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
        await takeEdit(instance, random, `edit ${String(phase)}.${String(i)}.${String(step)}`);
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

/** Chooses a fault for each request in turn. */
function weather(random: Random): () => Fault['kind'] {
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

/** The second snapshot forgets what the first one has. */
async function forgetChanges({ rebuild }: StoreInstance, { clock }: SharedWorld): Promise<void> {
  for (let snapshots = 0; snapshots < 2; snapshots += 1) {
    clock.advance(LONG_MS);
    await rebuild.execute();
  }
}
