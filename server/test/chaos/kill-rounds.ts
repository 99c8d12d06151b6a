import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomInt, seededRandom, type Random } from '../../bench/random.ts';
import { FilmModel } from './film-model.ts';
import { readFilm, searchAll, writeUntilKilled } from './http-client.ts';
import { startImport, startServer, type ServerProcess } from './server-process.ts';

const CLIENTS = 4;
/** Clients share them, so that they also meet each other's versions. */
const SHARED_IDS = ids('shared', 3);
const OWN_IDS = 4;
const IMPORTED = 60;
/** In one of this many rounds an import runs too. */
const ROUNDS_PER_IMPORT = 4;
/** The kill comes after at most this many acknowledged writes; later in a round with an import, which takes a second to begin. */
const MAX_WRITES = 120;

export type KillOutcome = { readonly faults: readonly string[]; readonly acknowledged: number };

/**
 * Starts the server over one data folder again and again, and kills it at a random moment while clients write and an
 * import runs. After each start every film must be one that the model allows, and search must find what GET finds.
 *
 * @param onRound called after each kill, with how many have been checked
 */
export async function runKillRounds(
  dataDir: string,
  options: { readonly kills: number; readonly seed: number; readonly onRound?: (round: number) => void },
): Promise<KillOutcome> {
  const model = new FilmModel();
  const random = seededRandom(options.seed);
  const imports = new Imports(dataDir);
  let server = await startServer(dataDir);
  try {
    for (let round = 1; round <= options.kills; round += 1) {
      await writeAndKill(server, model, random, { round, imports });
      server = await startServer(dataDir);
      await check(server, model);
      options.onRound?.(round);
    }
    // What a killed import left out, a further one completes.
    await imports.run(options.kills + 1).ended;
    await imports.check(server, model.faults);
  } finally {
    await server.kill();
  }
  return { faults: model.faults, acknowledged: model.acknowledged };
}

async function writeAndKill(
  server: ServerProcess,
  model: FilmModel,
  random: Random,
  { round, imports }: { round: number; imports: Imports },
): Promise<void> {
  const clients = Array.from({ length: CLIENTS }, (_, client) =>
    writeUntilKilled(server, model, seededRandom(randomInt(random, 2 ** 31)), {
      ids: [...SHARED_IDS, ...ids(`own-${String(client)}`, OWN_IDS)],
      name: `${String(round)}.${String(client)}`,
    }),
  );
  const running = round % ROUNDS_PER_IMPORT === 0 ? imports.run(round) : undefined;
  const target = model.acknowledged + 1 + randomInt(random, MAX_WRITES) + (running ? 2 * MAX_WRITES : 0);
  const over = Promise.all(clients);
  await Promise.race([over, acknowledgedWrites(model, target)]);
  await server.kill();
  await running?.kill();
  await over;
}

async function acknowledgedWrites(model: FilmModel, target: number): Promise<void> {
  while (model.acknowledged < target) await delay(1, undefined, { ref: false });
}

async function check(server: ServerProcess, model: FilmModel): Promise<void> {
  const found = await searchAll(server);
  for (const id of model.ids) {
    const seen = await readFilm(server, model, id);
    if (found.get(id) !== seen?.content) {
      model.faults.push(`${id}: search finds ${String(found.get(id))}, and GET ${String(seen?.content)}`);
    }
  }
}

function ids(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(i)}`);
}

/** Imports of the same films, which differ from round to round in their extract. No client writes these. */
class Imports {
  readonly #dataDir: string;
  #round = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  run(round: number): ReturnType<typeof startImport> {
    this.#round = round;
    const rows = Array.from({ length: IMPORTED }, (_, i) =>
      JSON.stringify({ title: `Imported ${String(i)}`, year: 1990, extract: `Round ${String(round)}` }),
    );
    const file = join(this.#dataDir, 'chaos.jsonl');
    writeFileSync(file, rows.join('\n'));
    return startImport(this.#dataDir, file);
  }

  /** After an import that has ended, all of its films are there. */
  async check(server: ServerProcess, faults: string[]): Promise<void> {
    for (let i = 0; i < IMPORTED; i += 1) {
      const response = await fetch(`${server.url}/v1/films/imported-${String(i)}-1990`);
      const { extract } = (await response.json()) as { extract?: string };
      if (extract !== `Round ${String(this.#round)}`) {
        faults.push(`imported-${String(i)}-1990: ${String(extract)} instead of round ${String(this.#round)}`);
      }
    }
  }
}
