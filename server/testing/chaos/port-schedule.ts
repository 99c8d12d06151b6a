import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import { CLOCK_TOLERANCE_MS } from '../../src/domain/clock-tolerance.ts';
import type { Background } from '../../src/ports/background.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { ApiDocument } from '../fuzz/api-document.ts';
import { randomInt, seededRandom } from '../random.ts';
import type { Outcome } from './fault-schedule.ts';
import { FilmModel } from './film-model.ts';
import { PortFaults } from './port-faults.ts';
import { PortInstance } from './port-instance.ts';
import { makeBucketAndQueue, NetworkClock, startPortServices, type PortServices } from './port-services.ts';
import { PortUser } from './port-user.ts';

const INSTANCES = 2;
const STEPS = 8;
/** Longer than an instance may serve an entry from its memory after a purge of another instance. */
const FORGET_MS = 15_000;
/** Longer than the pauses after a failed read and after a failed rebuild. */
const LONG_MS = 3 * 60_000;
/** Longer than an instance keeps a provider key that it has read. */
const KEY_MS = 6 * 60_000;
/** How often an instance may look for changes until its search must agree with the table. */
const MAX_LOOKS = 8;

/** A clock that is ahead of the true time, as those of two machines are. */
class SkewedClock implements Clock, Background {
  aheadMs = 0;
  readonly #base: NetworkClock;

  constructor(base: NetworkClock) {
    this.#base = base;
  }

  nowMs = () => this.#base.nowMs() + this.aheadMs;
  monotonicMs = () => this.#base.monotonicMs();
  sleep = (ms: number, signal?: AbortSignal) => this.#base.sleep(ms, signal);
  run = (delayMs: number, work: () => Promise<void>) => {
    this.#base.run(delayMs, work);
  };
}

/**
 * Two processes of the whole product over AWS answer requests while every system that they call fails at random:
 * DynamoDB, S3, SQS, SSM, TMDB, the issuer and its keys, the disk with the snapshots, and their clocks, which jump within
 * the tolerance. Then the faults end, and the films, the searches, the movies and the purges must be what the answers
 * promised.
 */
async function runPortSchedule(services: PortServices, document: ApiDocument, seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const name = `ports-${String(seed)}`;
  const storesFiles = randomInt(random, 2) === 0;
  const base = new NetworkClock(services.network);
  const faults = new PortFaults(services, random);
  const model = new FilmModel();
  const queueUrl = await makeBucketAndQueue(services, name);
  await makeTables(services.dynamodb, name);
  const clocks = Array.from({ length: INSTANCES }, () => new SkewedClock(base));
  const options = { services, name, queueUrl, storesFiles, choose: faults.choose };
  const instances = await Promise.all(clocks.map((clock) => PortInstance.open({ ...options, clock })));
  const users = instances.map((instance, i) => {
    return new PortUser({
      ...{ instance, clock: base, document, model, services, faults },
      name: `${String(seed)}.${String(i)}`,
    });
  });
  const [worker] = instances;
  if (!worker) throw new Error('There is no instance.');
  for (let step = 0; step < STEPS; step += 1) {
    faults.next();
    if (storesFiles) await faults.damage(`${services.folder}/${name}`);
    for (const clock of clocks) if (randomInt(random, 4) === 0) clock.aheadMs = randomInt(random, CLOCK_TOLERANCE_MS);
    const choices = users.map((user) => user.choose(random));
    await base.runUntil(Promise.all([...choices.map((act) => act()), maybe(random() < 0.4, () => work(worker))]));
    base.advance(randomInt(random, 5_000));
  }
  faults.end();
  await faults.repair(`${services.folder}/${name}`);
  await base.runUntil(quiet(instances, users, base, model));
  for (const instance of instances) instance.close();
  return { faults: model.faults, acknowledged: model.acknowledged, unknown: model.unknown };
}

async function makeTables(endpoint: string, name: string): Promise<void> {
  const client = createDynamoClient(endpoint);
  await createMissingTable(client, `${name}-films`, FILMS_TABLE);
  await createMissingTable(client, `${name}-cache`, CACHE_TABLE);
  client.destroy();
}

async function maybe(does: boolean, act: () => Promise<unknown>): Promise<void> {
  if (does) await act();
}

/** What the worker does from time to time: it rebuilds the snapshot, and carries out a purge. Either may fail. */
async function work(instance: PortInstance): Promise<void> {
  await instance.container
    .get(TOKENS.rebuildSnapshot)
    .executeWhenDue()
    .catch(() => undefined);
  await instance.purgeOnce().catch(() => undefined);
}

/** Without faults, everything that was promised must become true. */
async function quiet(
  instances: readonly PortInstance[],
  users: readonly PortUser[],
  clock: NetworkClock,
  model: FilmModel,
): Promise<void> {
  const [worker] = instances;
  while ((await worker?.purgeOnce()) === true) continue;
  clock.advance(FORGET_MS);
  for (const user of users) await user.checkPurges(users.flatMap((one) => one.purges));
  for (const user of users) await catchUp(user, worker, clock);
  const films = new Map<string, string | undefined>();
  for (const id of model.ids) films.set(id, await users[0]?.content(id));
  for (const user of users) await user.checkSearch(films);
  clock.advance(KEY_MS);
  for (const user of users) await user.checkRecovery();
}

async function catchUp(user: PortUser, worker: PortInstance | undefined, clock: NetworkClock): Promise<void> {
  for (let looks = 0; looks < MAX_LOOKS && !(await user.isCurrent()); looks += 1) {
    clock.advance(LONG_MS);
    await worker?.container.get(TOKENS.rebuildSnapshot).executeWhenDue();
  }
}

/** Runs schedules ({@link runPortSchedule}) one after another, with the given seeds. */
export async function runPortSchedules(
  dynamodb: string,
  seeds: readonly number[],
  onSchedule?: () => void,
): Promise<Outcome> {
  const services = await startPortServices(dynamodb);
  const faults: string[] = [];
  let [acknowledged, unknown] = [0, 0];
  try {
    const document = await documentOf(services);
    for (const seed of seeds) {
      const outcome = await runPortSchedule(services, document, seed);
      faults.push(...outcome.faults.map((fault) => `schedule ${String(seed)}: ${fault}`));
      acknowledged += outcome.acknowledged;
      unknown += outcome.unknown;
      onSchedule?.();
    }
  } finally {
    await services.close();
  }
  return { faults, acknowledged, unknown };
}

async function documentOf(services: PortServices): Promise<ApiDocument> {
  const clock = new NetworkClock(services.network);
  const parts = { name: 'document', queueUrl: services.services, storesFiles: true };
  const instance = await PortInstance.open({ ...parts, services, clock, choose: () => ({ kind: 'none' }) });
  const { body } = await clock.runUntil(instance.call({ method: 'GET', target: '/v1/openapi.json' }));
  instance.close();
  return new ApiDocument(JSON.parse(body));
}
