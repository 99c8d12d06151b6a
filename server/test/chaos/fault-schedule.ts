import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDocumentClient, createDynamoClient } from '../../src/adapters/out/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/out/dynamodb/create-missing-table.ts';
import { DynamoFilmRepository } from '../../src/adapters/out/dynamodb/film-repository.ts';
import { FILMS_TABLE } from '../../src/adapters/out/dynamodb/tables.ts';
import { isMarqueeError } from '../../src/domain/errors.ts';
import type { FilmAttributes } from '../../src/domain/film.ts';
import { pick, randomInt, seededRandom, type Random } from '../../bench/random.ts';
import { FakeClock } from '../fake-clock.ts';
import { FilmModel, type Write } from './film-model.ts';
import { injectFaults, type Fault } from './faulty-requests.ts';

const WRITERS = 3;
const STEPS = 8;
const IDS = ['alien', 'brazil'];
const FAULTS = ['response-lost', 'request-lost', 'duplicated', 'server-error', 'late'] as const;
/** Of this share of requests something goes wrong. */
const FAULT_RATE = 0.25;

export type Outcome = { readonly faults: readonly string[]; readonly acknowledged: number; readonly unknown: number };

/**
 * Several writers change the same films through {@link DynamoFilmRepository}, while requests and answers are lost, late,
 * doubled and failed. Afterwards table and index must hold what the model allows, and agree.
 *
 * @param endpoint of an empty DynamoDB, or of one that other schedules use as well
 */
export async function runFaultSchedule(endpoint: string, seed: number): Promise<Outcome> {
  const table = `films-${String(seed)}`;
  const clean = createDynamoClient(endpoint);
  await createMissingTable(clean, table, FILMS_TABLE);
  const model = new FilmModel();
  const late = new LateRequests();
  const clients: DynamoDBClient[] = [clean];
  let unknown = 0;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const random = seededRandom(seed * WRITERS + writer);
    const client = createDynamoClient(endpoint);
    clients.push(client);
    injectFaults(client, () => late.orNot(chooseFault(random)));
    const films = repository(client, table);
    for (let step = 0; step < STEPS; step += 1) {
      const isKnown = await takeStep(films, model, random, `${String(writer)}.${String(step)}`);
      if (!isKnown) unknown += 1;
      if (randomInt(random, 3) === 0) late.release();
    }
  });
  await Promise.all(writers);
  await late.settle();
  await checkStore(repository(clean, table), model);
  for (const client of clients) client.destroy();
  return { faults: model.faults, acknowledged: model.acknowledged, unknown };
}

function repository(client: DynamoDBClient, table: string): DynamoFilmRepository {
  return new DynamoFilmRepository(createDocumentClient(client), table, new FakeClock(), randomUUID);
}

function chooseFault(random: Random): Fault['kind'] {
  return random() < FAULT_RATE ? pick(random, FAULTS) : 'none';
}

/** @returns whether the store said what became of the step */
async function takeStep(
  films: DynamoFilmRepository,
  model: FilmModel,
  random: Random,
  content: string,
): Promise<boolean> {
  const id = pick(random, IDS);
  const atLeast = model.knownVersion(id);
  const film = await films.get(id).catch((error: unknown) => failedRead(error));
  if (film === 'failed') return true;
  model.see(id, film && { version: film.version, content: film.attributes.title }, atLeast);
  const expected = randomInt(random, 3) === 0 ? 'any' : (film?.version ?? 1);
  const write: Write = { id, content: film && randomInt(random, 3) === 0 ? undefined : content };
  model.begin(write);
  try {
    const version = await make(films, write, film ? expected : undefined);
    if (version === undefined) model.refuse(write);
    else model.acknowledge(write, version);
    return true;
  } catch (error) {
    if (!isMarqueeError(error)) throw error;
    if (error.kind === 'upstream-unavailable') return false;
    model.refuse(write);
    return true;
  }
}

/** @returns the version that it made; `undefined` when the film is there already */
async function make(
  films: DynamoFilmRepository,
  { id, content }: Write,
  expected: number | 'any' | undefined,
): Promise<number | undefined> {
  if (content === undefined) return (await films.delete(id, expected ?? 'any')).version;
  const attributes: FilmAttributes = { title: content, year: 2000 };
  if (expected === undefined) return (await films.create(id, attributes))?.version;
  return (await films.replace(id, attributes, expected)).version;
}

function failedRead(error: unknown): 'failed' {
  if (isMarqueeError(error) && error.kind === 'upstream-unavailable') return 'failed';
  throw error;
}

/** Every film is one that the model allows, and the index `changes`, which search reads, has the same. */
async function checkStore(films: DynamoFilmRepository, model: FilmModel): Promise<void> {
  const changes = new Map((await films.changesSince(0)).map((change) => [change.id, change]));
  for (const id of model.ids) {
    const film = await films.get(id);
    model.see(id, film && { version: film.version, content: film.attributes.title }, model.knownVersion(id));
    const change = changes.get(id);
    if (change?.attributes?.title !== film?.attributes.title || (film && change?.version !== film.version)) {
      model.faults.push(`${id}: the index has ${JSON.stringify(change)} and the table ${JSON.stringify(film)}`);
    }
  }
}

/** Requests that arrive after their sender has given them up. */
class LateRequests {
  readonly #done: Promise<void>[] = [];
  #waiting: (() => void)[] = [];

  orNot(kind: Fault['kind']): Fault {
    if (kind !== 'late') return { kind };
    const { promise: until, resolve } = Promise.withResolvers<undefined>();
    const { promise: over, resolve: done } = Promise.withResolvers<undefined>();
    this.#waiting.push(() => {
      resolve(undefined);
    });
    this.#done.push(over);
    return {
      kind,
      until,
      done: () => {
        done(undefined);
      },
    };
  }

  release(): void {
    for (const arrive of this.#waiting.splice(0)) arrive();
  }

  async settle(): Promise<void> {
    this.release();
    await Promise.all(this.#done);
  }
}
