import { fameAlone, fameOf } from '../../../domain/fame/fame.ts';
import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { isMarqueeError } from '../../../domain/errors.ts';
import type { Film, FilmAttributes, FilmChange } from '../../../domain/film.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SearchFeed } from '../../../ports/search-feed.ts';
import type { SharedIndex } from '../../../ports/shared-index.ts';
import { within } from '../../../resilience/deadline.ts';
import { indexedFilm, type UnratedFilm } from '../search-index/store/indexed-film.ts';
import { filmDocument, mappingFor } from './film-document.ts';
import { indexFormat } from './index-format.ts';
import type { SearchNode } from './search-node.ts';

/** An edit waits at most this long for the search engine. It is committed already, and comes again from the list of changes. */
const EDIT_LIMIT_MS = 300;
/** Films in one request. A film with its words takes about 4 kB. */
const BATCH = 500;
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
  /** The name by which the index is searched. The indices are called `<alias>-<number>`. */
  readonly alias: string;
  readonly declared?: DeclaredAttributes;
  readonly clock: Clock;
  /** Called with the number of films if an edit did not reach the engine in time. */
  readonly onLate?: (films: number, error: unknown) => void;
  /** Default: 1 */
  readonly replicas?: number;
};

/** Brings films to an index of OpenSearch. Every process may have a feed: versions decide which change of a film wins. */
export class OpenSearchFeed implements SearchFeed, SharedIndex {
  readonly #ports: OpenSearchFeedPorts;
  readonly #declared: DeclaredAttributes;
  readonly format: string;
  #appliedWhileLoading: FilmChange[] | undefined;
  #loadedMs = 0;

  constructor(ports: OpenSearchFeedPorts) {
    this.#ports = ports;
    this.#declared = ports.declared ?? [];
    this.format = indexFormat(this.#declared);
  }

  async apply(changes: readonly FilmChange[]): Promise<void> {
    const { clock, onLate } = this.#ports;
    try {
      await within(clock, EDIT_LIMIT_MS, this.write(changes, EDIT_LIMIT_MS));
    } catch (error) {
      onLate?.(changes.length, error);
    }
  }

  /**
   * Like {@link apply}, but rejects if the engine does not take the changes.
   *
   * @param limitMs the time limit for each request
   * @throws MarqueeError `upstream-unavailable` or `misconfigured`
   */
  async write(changes: readonly FilmChange[], limitMs = REPLAY_LIMIT_MS): Promise<void> {
    this.#appliedWhileLoading?.push(...changes);
    // The first load has no index to write to yet. It applies the changes itself.
    if (this.#appliedWhileLoading && (await this.searched()) === undefined) return;
    for (let at = 0; at < changes.length; at += BATCH) {
      await this.#writeTo(this.#ports.alias, changes.slice(at, at + BATCH), limitMs);
    }
  }

  /** The index is complete only with {@link replay}, because films may change while they are read. */
  async build(name: string, films: AsyncIterable<readonly Film[]>): Promise<number> {
    await this.#create(name);
    return this.#fill(name, films);
  }

  async replay(changes: readonly FilmChange[], building: string = this.#ports.alias): Promise<void> {
    for (let at = 0; at < changes.length; at += BATCH) {
      await this.#writeTo(building, changes.slice(at, at + BATCH), REPLAY_LIMIT_MS);
    }
  }

  async switchTo(name: string): Promise<void> {
    const { node, alias } = this.#ports;
    await node.admin('PUT', `/${name}/_settings`, { index: { refresh_interval: '1s' } });
    await node.admin('POST', `/${name}/_refresh`);
    const old = (await this.#searchedAll()).filter((each) => each !== name);
    const remove = old.map((index) => ({ remove: { index, alias } }));
    await node.admin('POST', '/_aliases', { actions: [...remove, { add: { index: name, alias } }] });
  }

  async searched(): Promise<string | undefined> {
    return (await this.#searchedAll())[0];
  }

  async remove(name: string): Promise<void> {
    await this.#ports.node.admin('DELETE', `/${name}?ignore_unavailable=true`);
  }

  async removeBefore(name: string): Promise<void> {
    const { node, alias } = this.#ports;
    const found = await node.admin<object>('GET', `/${alias}-*/_alias`);
    const kept = await this.#searchedAll();
    for (const each of Object.keys(found)) {
      const number = this.#numberOf(each);
      if (number !== undefined && number < (this.#numberOf(name) ?? 0) && !kept.includes(each)) await this.remove(each);
    }
  }

  nameAt(ms: number): string {
    return `${this.#ports.alias}-${String(ms)}`;
  }

  /** Another alias may begin with this one, so the name of an index is compared as a whole. */
  #numberOf(name: string): number | undefined {
    const start = `${this.#ports.alias}-`;
    const rest = name.slice(start.length);
    return name.startsWith(start) && /^\d+$/.test(rest) ? Number(rest) : undefined;
  }

  async load(films: AsyncIterable<readonly Film[]>): Promise<void> {
    const applied: FilmChange[] = [];
    this.#appliedWhileLoading = applied;
    this.#loadedMs = Math.max(this.#ports.clock.nowMs(), this.#loadedMs + 1);
    const name = this.nameAt(this.#loadedMs);
    try {
      await this.build(name, films);
      await this.replay(applied, name);
      await this.switchTo(name);
    } catch (error) {
      await this.remove(name).catch(() => undefined);
      throw error;
    } finally {
      this.#appliedWhileLoading = undefined;
    }
  }

  async #create(index: string): Promise<void> {
    const { node, replicas = 1 } = this.#ports;
    await node.admin('PUT', `/${index}`, {
      settings: {
        index: {
          // With one shard, totals, counts of facets and the order of films are exact.
          number_of_shards: 1,
          number_of_replicas: replicas,
          // Nobody searches the index before it is complete.
          refresh_interval: '-1',
          max_regex_length: 2_000,
        },
      },
      mappings: mappingFor(this.#declared),
    });
  }

  /** All films are kept in memory until the last has been read, because the fame of each depends on all of them. */
  async #fill(index: string, films: AsyncIterable<readonly Film[]>): Promise<number> {
    const byId = new Map<string, { film: UnratedFilm; attributes: FilmAttributes }>();
    for await (const batch of films) {
      for (const { id, version, attributes } of batch) {
        byId.set(id, { film: indexedFilm(id, version, attributes, this.#declared), attributes });
      }
    }
    const sorted = [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    const fame = fameOf(sorted.map(({ film }) => film.facts));
    let lines: object[] = [];
    for (const [i, { film, attributes }] of sorted.entries()) {
      lines.push(operation(film.summary.id, film.version), filmDocument(film, attributes, this.#declared, fame[i]!));
      if (lines.length < 2 * BATCH && i < sorted.length - 1) continue;
      await this.#bulkPatiently(index, lines);
      lines = [];
    }
    return sorted.length;
  }

  async #writeTo(index: string, changes: readonly FilmChange[], limitMs: number): Promise<void> {
    if (changes.length === 0) return;
    const known = await this.#ports.node.get<{ deleted: boolean; fame?: number }>(
      index,
      changes.map(({ id }) => id),
      limitMs,
    );
    const lines = changes.flatMap(({ id, version, attributes }) => {
      if (!attributes) return [operation(id, version), DELETED];
      const film = indexedFilm(id, version, attributes, this.#declared);
      // An edit moves no film, except by its popularity.
      const fame = film.facts.popularity === undefined ? known.get(id)?.fame : undefined;
      return [operation(id, version), filmDocument(film, attributes, this.#declared, fame ?? fameAlone(film.facts))];
    });
    await this.#bulk(index, lines, limitMs);
  }

  /** Nobody waits for a build or a replay, and a version makes repeating safe, so a busy node is asked again. */
  async #bulkPatiently(index: string, lines: readonly object[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#bulk(index, lines, REPLAY_LIMIT_MS);
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await this.#ports.clock.sleep(attempt * PAUSE_MS);
      }
    }
  }

  async #bulk(index: string, lines: readonly object[], limitMs: number): Promise<void> {
    const items = await this.#ports.node.bulk(index, lines, limitMs, index === this.#ports.alias);
    const failed = items.find(({ status }) => status >= 300 && status !== CONFLICT);
    if (failed)
      throw new Error(`OpenSearch did not take a film: ${failed.error?.type ?? ''} ${failed.error?.reason ?? ''}`);
  }

  /** The indices that the alias names: one, or none before the first load. */
  async #searchedAll(): Promise<string[]> {
    try {
      return Object.keys(await this.#ports.node.admin<object>('GET', `/_alias/${this.#ports.alias}`));
    } catch (error) {
      if (isMarqueeError(error) && error.kind === 'misconfigured') return [];
      throw error;
    }
  }
}

/** A version that is not higher than the one that the index has is refused. */
function operation(id: string, version: number): object {
  return { index: { _id: id, version, version_type: 'external' } };
}
