import { PutObjectCommand } from '@aws-sdk/client-s3';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { pick, randomInt, seededRandom, type Random } from '../random.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { createGateway } from './gateway.ts';
import type { LambdaProcess } from './lambda-process.ts';
import type { Deployed } from './start-deployed.ts';

type Functions = Readonly<Record<string, DeployedFunction>>;
type Answer = { readonly status: number; readonly etag: string | undefined; readonly body: Record<string, unknown> };

/** Films that nobody edits. Every search for them must find all, in the same order. */
const CONSTANT = 40;
/** An import of this many films reaches search only through a snapshot. */
const BATCH = 501;
/** Lambda calls a function up to three times if it fails to process an event. */
const TRIES = 3;
const CLIENTS = 4;
const PAGE = 'genre=Constant&sort=title&limit=50';
/** How long a search may lack an edit: a refresh, and what a busy machine adds. */
const FOUND_WITHIN_MS = 60_000;

/** The API of one version, whose instances come and go. */
class RunningVersion {
  readonly name: string;
  readonly functions: Functions;
  readonly #gateway: ReturnType<typeof createGateway>;
  readonly #api: DeployedFunction;
  readonly #instances: { readonly process: LambdaProcess; calls: number }[] = [];

  constructor(name: string, functions: Functions, { stack }: Deployed) {
    this.name = name;
    this.functions = functions;
    const api = functions['api'];
    if (!api) throw new Error('There is no API.');
    this.#api = api;
    this.startInstance();
    this.#gateway = createGateway(stack, [{ ...api, process: { invoke: (event) => this.#invoke(event) } }]);
  }

  /** From now on, a new instance gets the requests. The one before it ends with its last request. */
  startInstance(): void {
    this.#instances.push({ process: this.#api.another(), calls: 0 });
  }

  async #invoke(event: unknown): Promise<unknown> {
    const instance = this.#instances.at(-1);
    if (!instance) throw new Error('There is no instance.');
    instance.calls += 1;
    try {
      return await instance.process.invoke(event);
    } finally {
      instance.calls -= 1;
      if (instance.calls === 0 && instance !== this.#instances.at(-1)) await instance.process.stop();
    }
  }

  async ask(method: string, target: string, token: string, json?: unknown, ifMatch?: string): Promise<Answer> {
    const headers = {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    };
    const body = json === undefined ? undefined : JSON.stringify(json);
    const event = toHttpApiEvent({ method, target, headers, body, timeMs: Date.now() });
    const answer = await this.#gateway(event);
    const text = answer.isBase64Encoded ? '' : (answer.body ?? '');
    const etag = Object.entries(answer.headers ?? {}).find(([header]) => header.toLowerCase() === 'etag')?.[1];
    return {
      ...{ status: answer.statusCode ?? 0, etag: etag === undefined ? undefined : String(etag) },
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  }

  get log(): string {
    return this.#instances.map(({ process }) => process.log).join('');
  }

  async stop(): Promise<void> {
    for (const { process } of this.#instances) await process.stop();
  }
}

type LoadOutcome = {
  readonly requests: number;
  readonly imports: number;
  readonly faults: readonly string[];
  /** How many instances have read their films from a snapshot, and from the table. */
  readonly loads: { readonly snapshot: number; readonly table: number };
};

/**
 * Lets clients read, write and search through two versions of the API that share one store, while both versions import
 * films and rebuild their snapshots, and while instances start. Each answer is checked.
 *
 * @param isOver called before each step of a client
 */
export async function runMixedLoad(
  deployed: Deployed,
  versions: { readonly old: Functions; readonly newer: Functions },
  seed: number,
  isOver: () => boolean,
): Promise<LoadOutcome> {
  const load = new MixedLoad(deployed, versions, seed);
  try {
    return await load.run(isOver);
  } finally {
    await load.stop();
  }
}

class MixedLoad {
  readonly #deployed: Deployed;
  readonly #versions: readonly RunningVersion[];
  readonly #random: Random;
  readonly #faults: string[] = [];
  readonly #films = new Map<string, { etag: string | undefined; title: string }>();
  #requests = 0;
  #imports = 0;
  #made = 0;
  #batchFilms = 0;
  #constant: string | undefined;
  #token = '';

  constructor(deployed: Deployed, { old, newer }: { old: Functions; newer: Functions }, seed: number) {
    this.#deployed = deployed;
    this.#versions = [new RunningVersion('old', old, deployed), new RunningVersion('new', newer, deployed)];
    this.#random = seededRandom(seed);
  }

  async run(isOver: () => boolean): Promise<LoadOutcome> {
    this.#token = await this.#deployed.issuer.token();
    const [old] = this.#versions;
    if (!old) throw new Error('There is no version.');
    const rows = Array.from({ length: CONSTANT }, (_, i) => ({
      title: `Constant ${String(i)}`,
      year: 1950,
      genres: ['Constant'],
    }));
    await this.#import(old, rows);
    await this.#rebuild();
    await Promise.all([...Array.from({ length: CLIENTS }, () => this.#client(isOver)), this.#operator(isOver)]);
    await this.#settle();
    const log = this.#versions.map((version) => version.log).join('');
    if (/snapshot-unusable|request-failed/.test(log))
      this.#fault(`A log says ${/.*(?:snapshot-unusable|request-failed).*/.exec(log)?.[0] ?? ''}`);
    const count = (from: string) =>
      log.split('\n').filter((line) => line.includes('catalogue-loaded') && line.includes(from)).length;
    return {
      ...{ requests: this.#requests, imports: this.#imports, faults: this.#faults },
      loads: { snapshot: count('snapshot'), table: count('table') },
    };
  }

  async stop(): Promise<void> {
    for (const version of this.#versions) await version.stop();
  }

  async #client(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await pick(this.#random, [
        () => this.#create(),
        () => this.#edit(),
        () => this.#delete(),
        () => this.#search(),
      ])();
    }
  }

  /** Does what schedules, uploads and Lambda itself do. */
  async #operator(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      this.#batchFilms += BATCH;
      const batch = this.#batchFilms;
      await this.#import(
        pick(this.#random, this.#versions),
        Array.from({ length: BATCH }, (_, i) => ({
          title: `Batch ${String(batch - i)}`,
          year: 1960,
          genres: ['Batch'],
        })),
      );
      await this.#rebuild();
      for (const version of this.#versions) {
        version.startInstance();
        await this.#searchConstant(version);
        await this.#eventually(`${version.name} finds all imported films`, async () => {
          const { body } = await this.#ask(version, 'GET', '/v1/films?genre=Batch&limit=1');
          return body['total'] === batch;
        });
      }
    }
  }

  async #create(): Promise<void> {
    const [one, other] = this.#both();
    this.#made += 1;
    const title = `Volatile ${String(this.#made)}`;
    const created = await this.#ask(one, 'POST', '/v1/films', { title, year: 1970 });
    if (!this.#expect([201], created, `${one.name} creates ${title}`)) return;
    const id = String(created.body['id']);
    await this.#seenBy(other, id, title, created.etag);
    this.#films.set(id, { etag: created.etag, title });
  }

  async #edit(): Promise<void> {
    await this.#withFilm(async (id, etag) => {
      const [one, other] = this.#both();
      this.#made += 1;
      const title = `Volatile ${String(this.#made)}`;
      const stale = await this.#ask(other, 'PATCH', `/v1/films/${id}`, { title }, '"999"');
      this.#expect([412], stale, `${other.name} refuses an outdated edit of ${id}`);
      const edited = await this.#ask(one, 'PATCH', `/v1/films/${id}`, { title }, etag);
      if (!this.#expect([200], edited, `${one.name} edits ${id}`)) return;
      await this.#seenBy(other, id, title, edited.etag);
      this.#films.set(id, { etag: edited.etag, title });
    });
  }

  async #delete(): Promise<void> {
    if (this.#random() < 0.5) return;
    await this.#withFilm(async (id, etag) => {
      const [one, other] = this.#both();
      const deleted = await this.#ask(one, 'DELETE', `/v1/films/${id}`, undefined, etag);
      this.#expect([204], deleted, `${one.name} deletes ${id}`);
      this.#expect([404, 410], await this.#ask(other, 'GET', `/v1/films/${id}`), `${other.name} no longer has ${id}`);
    });
  }

  /** Takes a film out of the model, so that no other client edits it in the meantime. */
  async #withFilm(use: (id: string, etag: string) => Promise<void>): Promise<void> {
    const ids = [...this.#films.keys()];
    if (ids.length === 0) return;
    const id = pick(this.#random, ids);
    const { etag = '' } = this.#films.get(id) ?? {};
    this.#films.delete(id);
    await use(id, etag);
  }

  async #seenBy(version: RunningVersion, id: string, title: string, etag: string | undefined): Promise<void> {
    const seen = await this.#ask(version, 'GET', `/v1/films/${id}`);
    this.#expect([200], seen, `${version.name} reads ${id}`);
    if (seen.body['title'] !== title || seen.etag !== etag) {
      this.#fault(
        `${version.name} reads ${id} as ${String(seen.body['title'])} ${String(seen.etag)}, not as ${title} ${String(etag)}`,
      );
    }
  }

  async #search(): Promise<void> {
    const version = pick(this.#random, this.#versions);
    await this.#searchConstant(version);
    const [id, film] = [...this.#films][randomInt(this.#random, Math.max(1, this.#films.size))] ?? [];
    if (id === undefined || !film) return;
    const { title } = film;
    await this.#eventually(`${version.name} finds ${id} by its title ${title}`, async () => {
      const answer = await this.#ask(version, 'GET', `/v1/films?q=${encodeURIComponent(title)}&limit=5`);
      if (!this.#expect([200], answer, `${version.name} searches ${title}`)) return true;
      const isFound = (answer.body['items'] as { id: string }[]).some((item) => item.id === id);
      // In the meantime, another client may have edited or deleted the film.
      return isFound || this.#films.get(id)?.title !== title;
    });
  }

  /** Both versions must give the same films in the same order at all times. */
  async #searchConstant(version: RunningVersion): Promise<void> {
    const answer = await this.#ask(version, 'GET', `/v1/films?${PAGE}`);
    if (!this.#expect([200], answer, `${version.name} searches`)) return;
    const ids = JSON.stringify([answer.body['total'], (answer.body['items'] as { id: string }[]).map(({ id }) => id)]);
    this.#constant ??= ids;
    if (ids !== this.#constant || answer.body['total'] !== CONSTANT) {
      this.#fault(`${version.name} finds ${ids.slice(0, 200)} instead of ${this.#constant.slice(0, 200)}`);
    }
  }

  /** When nobody writes any more, both versions must find exactly the films that there are. */
  async #settle(): Promise<void> {
    const expected = [...this.#films].map(([id, { title }]) => `${id} ${title}`).sort();
    for (const version of this.#versions) {
      await this.#eventually(`${version.name} finds exactly the films that there are`, async () => {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const rest = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
          const { body } = await this.#ask(version, 'GET', `/v1/films?year=1970&limit=100${rest}`);
          const items = (body['items'] ?? []) as { id: string; title: string }[];
          found.push(...items.map(({ id, title }) => `${id} ${title}`));
          cursor = typeof body['nextCursor'] === 'string' ? body['nextCursor'] : undefined;
        } while (cursor !== undefined);
        return JSON.stringify(found.sort()) === JSON.stringify(expected);
      });
    }
  }

  async #import({ functions }: RunningVersion, rows: readonly object[]): Promise<void> {
    const { aws, stack } = this.#deployed;
    this.#imports += 1;
    const key = `batch-${String(this.#imports)}.json`;
    const bucket = String(stack.all('aws_s3_bucket')['imports']?.['bucket']);
    await aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(rows) }));
    const event = { Records: [{ s3: { bucket: { name: bucket }, object: { key } } }] };
    for (let tries = 1; ; tries += 1) {
      try {
        await functions['import']?.process.invoke(event);
        return;
      } catch (error) {
        if (tries === TRIES) throw error;
      }
    }
  }

  /** What the schedule does once a minute, and what the script that deploys does for the new version. */
  async #rebuild(): Promise<void> {
    for (const { functions } of this.#versions) await functions['snapshot']?.process.invoke({ source: 'aws.events' });
  }

  #both(): readonly [RunningVersion, RunningVersion] {
    const [old, newer] = this.#versions as [RunningVersion, RunningVersion];
    return this.#random() < 0.5 ? [old, newer] : [newer, old];
  }

  #ask(version: RunningVersion, method: string, target: string, json?: unknown, ifMatch?: string): Promise<Answer> {
    this.#requests += 1;
    return version.ask(method, target, this.#token, json, ifMatch);
  }

  #expect(statuses: readonly number[], { status, body }: Answer, what: string): boolean {
    if (statuses.includes(status)) return true;
    this.#fault(`${what}: ${String(status)} ${JSON.stringify(body).slice(0, 300)}`);
    return false;
  }

  async #eventually(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const giveUpAtMs = performance.now() + FOUND_WITHIN_MS;
    while (!(await isSo())) {
      if (performance.now() > giveUpAtMs) {
        this.#fault(`This did not become true: ${what}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  #fault(text: string): void {
    this.#faults.push(text);
  }
}
