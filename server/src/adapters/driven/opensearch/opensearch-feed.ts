import { randomBytes } from 'node:crypto';
import { fameAlone } from '../../../domain/fame/fame-score.ts';
import { fameOf } from '../../../domain/fame/fame.ts';
import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { isMarqueeError } from '../../../domain/errors.ts';
import type { Film, FilmAttributes, FilmChange } from '../../../domain/film.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SearchFeed } from '../../../ports/search-feed.ts';
import type { SharedIndex } from '../../../ports/shared-index.ts';
import { within } from '../../../resilience/deadline.ts';
import { indexedFilm, type UnratedFilm } from '../search-index/store/indexed-film.ts';
import { filmDocument, mappingFor } from './film-document.ts';
import { aliasOf, indexFormat, startOfNames } from './index-format.ts';
import { failureOf, type SearchNode } from './search-node.ts';

/** An edit is committed already, so it waits at most this long for the search engine. */
const EDIT_LIMIT_MS = 300;
/** Films that are looked up or written in one request. */
const BATCH = 500;
/** A film takes 3 to 50 kB. Small nodes of Amazon OpenSearch Service refuse requests of more than 10 MiB. */
const MOST_BYTES = 5_000_000;
/** The time limit for each request of a replay or of a build, for which nobody waits. */
const REPLAY_LIMIT_MS = 30_000;
const ATTEMPTS = 4;
/** A breaker that has opened lets a request through after 5 s. */
const PAUSE_MS = 2_000;
/** An older version of a film is refused with this status, which is what should happen. */
const CONFLICT = 409;

/** A tombstone: a deleted film, with the version that deleted it. */
const DELETED = { deleted: true } as const;

export type OpenSearchFeedPorts = {
  readonly node: SearchNode;
  /** The indices are named after the table. */
  readonly filmsTable: string;
  readonly declared?: DeclaredAttributes;
  readonly clock: Clock;
  /** Called with the number of films if an edit did not reach the engine in time. */
  readonly onLate?: (films: number, error: unknown) => void;
};

/** What is done with a film, and its document. */
type Operation = readonly [action: object, document: object];

/** Brings films to an index of OpenSearch. Every process may have a feed: versions decide which change of a film wins. */
export class OpenSearchFeed implements SearchFeed, SharedIndex {
  readonly #ports: OpenSearchFeedPorts;
  readonly #declared: DeclaredAttributes;
  readonly #alias: string;
  readonly format: string;

  constructor(ports: OpenSearchFeedPorts) {
    this.#ports = ports;
    this.#declared = ports.declared ?? [];
    this.#alias = aliasOf(ports.filmsTable, this.#declared);
    this.format = indexFormat(this.#declared);
  }

  async apply(changes: readonly FilmChange[]): Promise<void> {
    const { clock, onLate } = this.#ports;
    const send = (index: string, lines: readonly object[]) => this.#bulk(index, lines, EDIT_LIMIT_MS);
    try {
      await within(clock, EDIT_LIMIT_MS, this.#write(this.#alias, changes, EDIT_LIMIT_MS, send));
    } catch (error) {
      onLate?.(changes.length, error);
    }
  }

  /** The index is complete only with {@link replay}, because films may change while they are read. */
  async build(name: string, films: AsyncIterable<readonly Film[]>): Promise<number> {
    await this.#create(name);
    return this.#fill(name, films);
  }

  async replay(changes: readonly FilmChange[], building: string = this.#alias): Promise<void> {
    await this.#write(building, changes, REPLAY_LIMIT_MS, (index, lines) => this.#bulkPatiently(index, lines));
  }

  async switchTo(name: string): Promise<void> {
    const { node } = this.#ports;
    await node.admin('PUT', `/${name}/_settings`, { index: { refresh_interval: '1s' } });
    await node.admin('POST', `/${name}/_refresh`);
    const alias = this.#alias;
    const others = { index: `${alias}-*`, alias, must_exist: false };
    const actions = { actions: [{ remove: others }, { add: { index: name, alias } }] };
    await node.admin('POST', '/_aliases', actions).catch((error: unknown) => {
      if (!isRefused(error)) throw error;
      // A builder that was overtaken removed its index while OpenSearch went through those of the pattern.
      return node.admin('POST', '/_aliases', actions);
    });
  }

  async searched(): Promise<string | undefined> {
    try {
      const found = await this.#ports.node.admin<object>('GET', `/_alias/${this.#alias}`);
      const [name, ...others] = Object.keys(found);
      return others.length > 0 ? undefined : name;
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await this.#ports.node.admin('DELETE', `/${name}?ignore_unavailable=true`);
  }

  async removeBefore(name: string, kept: readonly string[]): Promise<void> {
    const start = startOfNames(this.#ports.filmsTable);
    const found = await this.#ports.node.admin<object>('GET', `/${start}*/_alias`);
    for (const each of Object.keys(found)) {
      const builtMs = builtAt(each, start);
      if (builtMs !== undefined && builtMs < (builtAt(name, start) ?? 0) && !kept.includes(each))
        await this.remove(each);
    }
  }

  nameAt(ms: number): string {
    return `${this.#alias}-${String(ms)}-${randomBytes(4).toString('hex')}`;
  }

  async #create(index: string): Promise<void> {
    await this.#ports.node.admin('PUT', `/${index}`, {
      settings: {
        index: {
          // With one shard, totals, counts of facets and the order of films are exact.
          number_of_shards: 1,
          // Every node has all films and answers searches. A fixed number would leave a single node "yellow" for ever.
          auto_expand_replicas: '0-all',
          // Nobody searches the index before it is complete.
          refresh_interval: '-1',
          max_regex_length: 2_000,
        },
      },
      mappings: mappingFor(this.#declared),
    });
  }

  /** All films are kept in memory until the last has been read, because the fame of each depends on all of them. */
  async #fill(name: string, films: AsyncIterable<readonly Film[]>): Promise<number> {
    const byId = new Map<string, { film: UnratedFilm; attributes: FilmAttributes }>();
    for await (const batch of films) {
      for (const { id, version, attributes } of batch) {
        byId.set(id, { film: indexedFilm(id, version, attributes, this.#declared), attributes });
      }
    }
    const sorted = [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    const fame = fameOf(sorted.map(({ film }) => film.facts));
    for (let at = 0; at < sorted.length; at += BATCH) {
      const operations = sorted.slice(at, at + BATCH).map(({ film, attributes }, i): Operation => {
        const document = filmDocument(film, attributes, this.#declared, fame[at + i]!);
        return [operation(film.summary.id, film.version), document];
      });
      for (const lines of requestsOf(operations)) await this.#bulkPatiently(name, lines);
    }
    return sorted.length;
  }

  async #write(
    index: string,
    changes: readonly FilmChange[],
    limitMs: number,
    send: (index: string, lines: readonly object[]) => Promise<void>,
  ): Promise<void> {
    for (let at = 0; at < changes.length; at += BATCH) {
      const batch = changes.slice(at, at + BATCH);
      const ids = batch.map(({ id }) => id);
      const known = await this.#ports.node.get<{ deleted: boolean; fame?: number }>(index, ids, limitMs);
      const operations = batch.map((change): Operation => {
        const { id, version } = change;
        return [operation(id, version), this.#documentOf(change, known.get(id)?.fame)];
      });
      for (const lines of requestsOf(operations)) await send(index, lines);
    }
  }

  #documentOf({ id, version, attributes }: FilmChange, known: number | undefined): object {
    if (!attributes) return DELETED;
    const film = indexedFilm(id, version, attributes, this.#declared);
    // An edit moves no film, except by its popularity.
    const fame = film.facts.popularity === undefined ? known : undefined;
    return filmDocument(film, attributes, this.#declared, fame ?? fameAlone(film.facts));
  }

  /** Nobody waits for a build or a replay, and versions make repeating safe. So a busy engine is asked again. */
  async #bulkPatiently(index: string, lines: readonly object[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#bulk(index, lines, REPLAY_LIMIT_MS);
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || !(isMarqueeError(error) && error.kind === 'upstream-unavailable')) throw error;
        await this.#ports.clock.sleep(attempt * PAUSE_MS);
      }
    }
  }

  async #bulk(index: string, lines: readonly object[], limitMs: number): Promise<void> {
    const items = await this.#ports.node.bulk(index, lines, limitMs, index === this.#alias);
    const failed = items.find(({ status }) => status >= 300 && status !== CONFLICT);
    if (failed) throw failureOf(failed.status, new Error(`${failed.error?.type ?? ''}: ${failed.error?.reason ?? ''}`));
  }
}

/** Whether OpenSearch refused the request, for example because there is no such index. */
function isRefused(error: unknown): boolean {
  return isMarqueeError(error) && error.kind === 'misconfigured';
}

/** Cuts operations into requests of at most {@link MOST_BYTES}, but at least one operation. */
function requestsOf(operations: readonly Operation[]): readonly (readonly object[])[] {
  const requests: object[][] = [];
  let bytes = Infinity;
  for (const [action, document] of operations) {
    const size = Buffer.byteLength(JSON.stringify(document));
    if (bytes + size > MOST_BYTES) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)!.push(action, document);
    bytes += size;
  }
  return requests;
}

/** When the films of an index were read, from its name; `undefined` if it is not the name of an index of this table. */
function builtAt(name: string, start: string): number | undefined {
  const [, ms] = name.startsWith(start)
    ? (/^\d+-[0-9a-z]+-(\d+)-[0-9a-f]{8}$/.exec(name.slice(start.length)) ?? [])
    : [];
  return ms === undefined ? undefined : Number(ms);
}

/** A version that is not higher than the one that the index has is refused. */
function operation(id: string, version: number): object {
  return { index: { _id: id, version, version_type: 'external' } };
}
