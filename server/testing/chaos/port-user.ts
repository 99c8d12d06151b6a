import { CLOCK_TOLERANCE_MS } from '../../src/domain/clock-tolerance.ts';
import type { HttpApiRequest } from '../../src/adapters/driving/http/http-api-event.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import type { ApiDocument } from '../fuzz/api-document.ts';
import { faultsOf, type Given } from '../fuzz/check-answer.ts';
import { pick, randomInt, type Random } from '../random.ts';
import type { FilmModel } from './film-model.ts';
import { contentOf } from './modelled-stores.ts';
import type { PortFaults } from './port-faults.ts';
import type { PortInstance } from './port-instance.ts';
import type { NetworkClock, PortServices } from './port-services.ts';
import { TITLES } from './scheduled-edits.ts';

/** The time limit of a whole request, and some time for answering once the limit has passed. */
const MAX_WAIT_MS = 26_000;
/** A request that takes longer than this waits for something that never happens, and not for a busy machine. */
const MAX_REAL_MS = 60_000;
const YEAR_SEC = 365 * 24 * 3_600;
const QUERIES = ['lantern', 'harbour', 'comet'];
const MOVIES = ['1001', '1002'];

/** A purge of a query that was acknowledged. */
export type AcknowledgedPurge = { readonly query: string; readonly atMs: number };

type Parts = {
  readonly instance: PortInstance;
  readonly clock: NetworkClock;
  readonly document: ApiDocument;
  readonly model: FilmModel;
  readonly services: PortServices;
  readonly faults: PortFaults;
  readonly name: string;
};

/** Sends requests to one process, and checks every answer. */
export class PortUser {
  readonly purges: AcknowledgedPurge[] = [];
  readonly #parts: Parts;
  #writes = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Chooses what to do next, with the random numbers that this needs. */
  choose(random: Random): () => Promise<unknown> {
    const id = `${pick(random, TITLES)}-1990`;
    const [query, movie] = [pick(random, QUERIES), pick(random, MOVIES)];
    const method = pick(random, ['PUT', 'PATCH', 'DELETE'] as const);
    const isBlind = randomInt(random, 3) === 0;
    const acts: readonly (() => Promise<unknown>)[] = [
      () => this.#write(id, method, isBlind),
      () => this.#write(id, method, isBlind),
      () => this.#write(id, method, isBlind),
      () => this.content(id),
      () => this.#send({ method: 'GET', target: '/v1/films?q=dune&facets=genre' }),
      () => this.#send({ method: 'GET', target: `/v1/films/${id}/similar` }),
      () => this.#send({ method: 'GET', target: '/v1/suggestions?q=a' }),
      () => this.#send({ method: 'GET', target: '/v1/health' }),
      () => this.#send({ method: 'GET', target: '/v1/config' }),
      () => this.#send({ method: 'GET', target: `/v1/movies?query=${query}` }),
      () => this.#send({ method: 'GET', target: `/v1/movies?query=${query}` }),
      () => this.#send({ method: 'GET', target: `/v1/movies/${movie}` }),
      () => this.#send({ method: 'GET', target: `/v1/films/${id}/movie` }),
      () => this.#purge(query),
      () => this.#writeWithStolenToken(id),
    ];
    return pick(random, acts);
  }

  /** Reads a film and lets the model check it. @returns its content; `undefined` if there is no such film, or no answer */
  async content(id: string): Promise<string | undefined> {
    const { model } = this.#parts;
    const atLeast = model.knownVersion(id);
    const { status, headers, body } = await this.#send({ method: 'GET', target: `/v1/films/${id}` });
    if (status !== 200 && status !== 404) return undefined;
    const seen =
      status === 200 ? { version: versionOf(headers), content: contentOf(JSON.parse(body) as object) } : undefined;
    model.see(id, seen, atLeast);
    return seen?.content;
  }

  /** Whether the last search included everything that is stored. */
  async isCurrent(): Promise<boolean> {
    const { container } = this.#parts.instance;
    await this.#send({ method: 'GET', target: '/v1/films?limit=1' });
    const { current } = container.get(TOKENS.search);
    await current.settle();
    return current.degradations().length === 0;
  }

  /** @param films the content of each film, `undefined` for those that do not exist */
  async checkSearch(films: ReadonlyMap<string, string | undefined>): Promise<void> {
    const { body } = await this.#send({ method: 'GET', target: '/v1/films?limit=100' });
    const { items = [] } = JSON.parse(body) as { items?: { id: string; cast: string[] }[] };
    const found = new Map(items.map((film) => [film.id, contentOf(film)]));
    for (const [id, content] of films) {
      if (found.get(id) !== content)
        this.#fault(`${id}: search finds ${String(found.get(id))}, and GET ${String(content)}`);
    }
  }

  /** An entry that was stored before an acknowledged purge must not be served once the purge has been carried out. */
  async checkPurges(purges: readonly AcknowledgedPurge[]): Promise<void> {
    for (const { query, atMs } of purges) {
      const { status, body } = await this.#send({ method: 'GET', target: `/v1/movies?query=${query}` });
      if (status !== 200) continue;
      const { cache } = JSON.parse(body) as { cache?: { storedAt: string } };
      const storedMs = Date.parse(cache?.storedAt ?? '');
      if (storedMs < atMs - CLOCK_TOLERANCE_MS)
        this.#fault(`movies of ${query} were purged at ${String(atMs)}, and those of ${String(storedMs)} came back`);
    }
  }

  /** Some minutes after the faults, everything works again. */
  async checkRecovery(): Promise<void> {
    for (const target of ['/v1/health', '/v1/movies/1001', '/v1/films?q=a', '/v1/movies?query=recovery'])
      await this.#untilWorks(target, () => this.#send({ method: 'GET', target }));
    await this.#untilWorks('a write', () => this.#write('dune-1990', 'PUT', false));
  }

  /** On a busy machine the clock may move although an answer was under way, so one attempt may still fail. */
  async #untilWorks(what: string, attempt: () => Promise<Given>): Promise<void> {
    let given = await attempt();
    for (let again = 0; given.status >= 300 && again < 3; again += 1) given = await attempt();
    if (given.status >= 300) this.#fault(`${what} after the faults: ${String(given.status)} ${given.body}`);
  }

  async #write(id: string, method: 'PUT' | 'PATCH' | 'DELETE', isBlind: boolean): Promise<Given> {
    const { model } = this.#parts;
    const before = await this.#send({ method: 'GET', target: `/v1/films/${id}` });
    if (before.status !== 200 && before.status !== 404) return before;
    const exists = before.status === 200;
    const version = exists ? versionOf(before.headers) : 0;
    const isDeletion = exists && method === 'DELETE';
    const content = isDeletion ? undefined : `${this.#parts.name}.${String((this.#writes += 1))}`;
    const makes = isDeletion ? version + 1 : undefined;
    const write = { id, content };
    const document = { title: id.replace(/-1990$/, ''), year: 1990, cast: [content] };
    const request = exists
      ? {
          method,
          target: `/v1/films/${id}`,
          headers: { 'if-match': isBlind && !isDeletion ? '*' : `"${String(version)}"` },
          document,
        }
      : { method: 'POST', target: '/v1/films', headers: {}, document: { ...document, id } };
    model.begin(write, makes);
    const given = await this.#send({
      ...{ method: request.method, target: request.target },
      headers: { ...request.headers, ...(await this.#authorization()), 'content-type': 'application/json' },
      ...(!isDeletion && { body: JSON.stringify(request.document) }),
    });
    const { status, headers, body } = given;
    if (status < 300) {
      const made = headers.has('etag') ? versionOf(headers) : version + 1;
      model.acknowledge(write, made, makes);
    } else if (body.includes('"write-outcome-unknown"')) model.leaveUnknown(write);
    else model.refuse(write, makes);
    if (status === 401) this.#fault(`a good token got 401: ${body}`);
    return given;
  }

  async #purge(query: string): Promise<void> {
    const { clock } = this.#parts;
    const target = `/v1/movies/cache?query=${query}`;
    const atMs = clock.nowMs();
    const { status, body } = await this.#send({ method: 'DELETE', target, headers: await this.#authorization() });
    if (status === 202) this.purges.push({ query, atMs });
    if (status === 401) this.#fault(`a good token got 401: ${body}`);
  }

  /** A token that the issuer's keys did not sign is never accepted, whatever the issuer does. */
  async #writeWithStolenToken(id: string): Promise<void> {
    const { services } = this.#parts;
    const [first, second] = services.keys;
    const forged = { ...second, kid: first.kid };
    const token = await services.issuer.token(this.#claims(), {}, forged);
    const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
    const { status } = await this.#send({ method: 'DELETE', target: `/v1/films/${id}`, headers });
    if (status < 300) this.#fault(`${id} was deleted with a forged token`);
  }

  async #authorization(): Promise<{ authorization: string }> {
    const { services, faults } = this.#parts;
    const token = await services.issuer.token(this.#claims(), {}, services.keys[faults.signer]);
    return { authorization: `Bearer ${token}` };
  }

  #claims(): Record<string, unknown> {
    const nowSec = Math.floor(this.#parts.clock.nowMs() / 1_000);
    return { iat: nowSec - 60, exp: nowSec + YEAR_SEC };
  }

  /** Sends a request and checks its answer: that it comes in time, and that it is documented. */
  async #send(request: Omit<HttpApiRequest, 'requestId'>): Promise<Given> {
    const { instance, clock, document } = this.#parts;
    const what = `${request.method} ${request.target}`;
    const startedMs = clock.monotonicMs();
    const limit = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      limit.reject(new Error(`${what} was never answered`));
    }, MAX_REAL_MS);
    const given = await Promise.race([instance.call(request), limit.promise]).finally(() => {
      clearTimeout(timer);
    });
    const tookMs = clock.monotonicMs() - startedMs;
    if (tookMs > MAX_WAIT_MS) this.#fault(`${what} took ${String(tookMs)} ms`);
    const path = request.target.split('?')[0] ?? '';
    for (const fault of faultsOf(document, { method: request.method, path }, given, [502, 503, 504]))
      this.#fault(`${what}: ${fault}`);
    return given;
  }

  #fault(fault: string): void {
    this.#parts.model.faults.push(fault);
  }
}

function versionOf(headers: ReadonlyMap<string, string>): number {
  return Number(headers.get('etag')?.replaceAll(/W\/|"/g, ''));
}
