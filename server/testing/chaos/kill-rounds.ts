import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomInt, seededRandom, type Random } from '../random.ts';
import { FilmModel } from './film-model.ts';
import { readFilm, searchAll, writeUntilKilled } from './http-client.ts';
import { startImport, startServer, type ServerProcess } from './server-process.ts';

const CLIENTS = 4;
/** Films that all clients write, so that a client also reads and replaces versions of other clients. */
const SHARED_IDS = ids('shared', 3);
const OWN_IDS = 4;
const IMPORTED_IDS = ids('imported', 150);
/** The imported films that clients write as well. The other imported films are written only by imports. */
const EDITED_IDS = IMPORTED_IDS.slice(0, 3);
/**
 * A round is one run of the server, until it is killed. An import runs in one of this many rounds, because an import
 * takes a second to start.
 */
const ROUNDS_PER_IMPORT = 2;
/** In each round, the server is killed after a random number of acknowledged writes. This is the highest number. */
const MAX_WRITES = 120;
/**
 * The highest number in a round with an import, counted from the import's first film. It is lower, because the import
 * writes the rest of its films in about 0.1 s.
 */
const MAX_WRITES_IN_IMPORT = 20;
/**
 * The pause between two writes of a client while an import waits. An import that follows a killed one waits for 30 s,
 * until the mark of the killed one is out of date.
 */
const PAUSE_MS = 200;

export type KillOutcome = {
  readonly faults: readonly string[];
  readonly acknowledged: number;
  readonly killedImports: number;
};

/**
 * Repeatedly starts the server with one data folder and kills it at a random moment while clients write and an import
 * runs. After each start, the model (see FilmModel) must allow every film, and search must find the same films as GET.
 *
 * @param onRound called after each kill with the number of kills that have been checked
 */
export async function runKillRounds(
  dataDir: string,
  options: { readonly kills: number; readonly seed: number; readonly onRound?: (round: number) => void },
): Promise<KillOutcome> {
  const model = new FilmModel();
  const random = seededRandom(options.seed);
  const imports = new Imports(dataDir, model);
  let server = await startServer(dataDir);
  try {
    for (let round = 1; round <= options.kills; round += 1) {
      await writeAndKill(server, model, random, { round, imports });
      server = await startServer(dataDir);
      await check(server, model);
      options.onRound?.(round);
    }
    // Importing the same rows again completes what a killed import left out. A film that was deleted meanwhile stays
    // deleted.
    await imports.repeat();
    await check(server, model);
    imports.checkComplete(await searchAll(server), model.faults);
  } finally {
    await server.kill();
    imports.close();
  }
  return { faults: model.faults, acknowledged: model.acknowledged, killedImports: imports.killed };
}

async function writeAndKill(
  server: ServerProcess,
  model: FilmModel,
  random: Random,
  { round, imports }: { round: number; imports: Imports },
): Promise<void> {
  const running = round % ROUNDS_PER_IMPORT === 1 ? imports.run(round) : undefined;
  // An import starts for seconds before it writes for 0.1 s. Clients that wrote all that time took most of the round.
  if (running) await Promise.race([imports.asked, running.ended]);
  let pauseMs = running ? PAUSE_MS : 0;
  const clients = Array.from({ length: CLIENTS }, (_, client) =>
    writeUntilKilled(server, model, seededRandom(randomInt(random, 2 ** 31)), {
      ids: [...SHARED_IDS, ...EDITED_IDS, ...ids(`own-${String(client)}`, OWN_IDS)],
      name: `${String(round)}.${String(client)}`,
      pauseMs: () => pauseMs,
    }),
  );
  const over = Promise.all(clients);
  if (running) await Promise.race([over, running.ended, imports.untilVisible(server)]);
  pauseMs = 0;
  const writes = 1 + randomInt(random, running ? MAX_WRITES_IN_IMPORT : MAX_WRITES);
  await Promise.race([over, acknowledgedWrites(model, model.acknowledged + writes)]);
  // The import is either killed before the server, or outlives the server. In the second case it opens the store
  // itself.
  if (running && randomInt(random, 2) === 0) await running.kill();
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
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(i)}-1990`);
}

/** Runs imports that always write the same films. The content of the films is different in each round. */
class Imports {
  readonly #file: string;
  readonly #dataDir: string;
  readonly #model: FilmModel;
  /**
   * Serves the rows but never ends the response, so that each import is killed before it ends. Before that, the import
   * writes the first 100 rows.
   */
  readonly #source = createServer((_, response) => {
    this.#onAsked();
    response.write(this.#rows);
  }).listen(0, '127.0.0.1');
  #onAsked: () => void = () => undefined;
  /** Resolves when the running import asks for the rows, which is when it has started. */
  asked: Promise<void> = Promise.resolve();
  #rows = '';
  #round = 0;
  /** How many imports were killed. */
  killed = 0;

  constructor(dataDir: string, model: FilmModel) {
    this.#dataDir = dataDir;
    this.#file = join(dataDir, 'chaos.jsonl');
    this.#model = model;
  }

  run(round: number): ReturnType<typeof startImport> {
    this.#round = round;
    const rows = IMPORTED_IDS.map((id, i) => {
      const content = this.#content(id);
      // A killed import does not report which films it wrote.
      this.#model.begin({ id, content });
      return JSON.stringify({ title: `Imported ${String(i)}`, year: 1990, cast: [content] });
    });
    this.#rows = rows.join('\n');
    this.asked = new Promise((resolve) => (this.#onAsked = resolve));
    const { port } = this.#source.address() as AddressInfo;
    return this.#start(`http://127.0.0.1:${String(port)}/rows.jsonl`);
  }

  /** Imports the rows of the last import again, to the end. */
  async repeat(): Promise<void> {
    if (this.#round === 0) return;
    writeFileSync(this.#file, this.#rows);
    await this.#start(this.#file).ended;
  }

  close(): void {
    this.#source.close();
    this.#source.closeAllConnections();
  }

  /** Resolves when GET answers with a film of the running import. */
  async untilVisible({ url }: ServerProcess): Promise<void> {
    const id = IMPORTED_IDS[EDITED_IDS.length] ?? '';
    for (;;) {
      const response = await fetch(`${url}/v1/films/${id}`).catch(() => undefined);
      const film = (await response?.json().catch(() => undefined)) as { cast?: string[] } | undefined;
      if (!response || film?.cast?.[0] === this.#content(id)) return;
      await delay(20, undefined, { ref: false });
    }
  }

  /** @param found the content of each film that search found, by the film's id */
  checkComplete(found: ReadonlyMap<string, string>, faults: string[]): void {
    if (this.#round === 0) return;
    for (const id of IMPORTED_IDS.slice(EDITED_IDS.length)) {
      const content = found.get(id);
      if (content !== this.#content(id)) faults.push(`${id}: ${String(content)} instead of ${this.#content(id)}`);
    }
  }

  #content(id: string): string {
    return `import ${String(this.#round)} ${id}`;
  }

  #start(location: string): ReturnType<typeof startImport> {
    const running = startImport(this.#dataDir, location);
    void running.ended.then((code) => {
      if (code === null) this.killed += 1;
      else if (code !== 0) this.#model.faults.push(`an import ended with exit code ${String(code)}`);
    });
    return running;
  }
}
