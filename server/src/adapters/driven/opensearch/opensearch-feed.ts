import { fameAlone, fameOf } from '../../../domain/fame/fame.ts';
import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { isMarqueeError } from '../../../domain/errors.ts';
import type { Film, FilmAttributes, FilmChange } from '../../../domain/film.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SearchFeed } from '../../../ports/search-feed.ts';
import { within } from '../../../resilience/deadline.ts';
import { indexedFilm, type UnratedFilm } from '../search-index/store/indexed-film.ts';
import { filmDocument, mappingFor } from './film-document.ts';
import type { SearchNode } from './search-node.ts';

/** An edit waits at most this long for the search engine. It is committed already, and comes again from the list of changes. */
const EDIT_LIMIT_MS = 300;
/** Films in one request. A film with its words takes about 4 kB. */
const BATCH = 500;
/** An index that the alias has left stays this long, for the searches that still use it. */
const KEEP_OLD_MS = 10 * 60_000;
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
  /** Called if an edit did not reach the engine in time. */
  readonly onLate?: (error: unknown) => void;
  /** Default: 1 */
  readonly replicas?: number;
};

/** Brings films to an index of OpenSearch. Every process may have a feed: versions decide which change of a film wins. */
export class OpenSearchFeed implements SearchFeed {
  readonly #ports: OpenSearchFeedPorts;
  readonly #declared: DeclaredAttributes;
  #appliedWhileLoading: FilmChange[] | undefined;

  constructor(ports: OpenSearchFeedPorts) {
    this.#ports = ports;
    this.#declared = ports.declared ?? [];
  }

  async apply(changes: readonly FilmChange[]): Promise<void> {
    const { clock, onLate } = this.#ports;
    try {
      await within(clock, EDIT_LIMIT_MS, this.write(changes, EDIT_LIMIT_MS));
    } catch (error) {
      onLate?.(error);
    }
  }

  /**
   * Like {@link apply}, but rejects if the engine does not take the changes.
   *
   * @param limitMs the time limit for each request
   * @throws MarqueeError `upstream-unavailable` or `misconfigured`
   */
  async write(changes: readonly FilmChange[], limitMs = 30_000): Promise<void> {
    this.#appliedWhileLoading?.push(...changes);
    // The first load has no index to write to yet. It applies the changes itself.
    if (this.#appliedWhileLoading && (await this.#current()).length === 0) return;
    for (let at = 0; at < changes.length; at += BATCH) {
      await this.#writeTo(this.#ports.alias, changes.slice(at, at + BATCH), limitMs);
    }
  }

  async load(films: AsyncIterable<readonly Film[]>): Promise<void> {
    const { node, clock } = this.#ports;
    const applied: FilmChange[] = [];
    this.#appliedWhileLoading = applied;
    const index = `${this.#ports.alias}-${String(clock.nowMs())}-${String(Math.floor(performance.now()))}`;
    try {
      await this.#create(index);
      await this.#fill(index, films);
      for (let at = 0; at < applied.length; at += BATCH)
        await this.#writeTo(index, applied.slice(at, at + BATCH), 30_000);
      await node.admin('PUT', `/${index}/_settings`, { index: { refresh_interval: '1s' } });
      await node.admin('POST', `/${index}/_refresh`);
      await this.#switchTo(index);
    } catch (error) {
      await node.admin('DELETE', `/${index}`).catch(() => undefined);
      throw error;
    } finally {
      this.#appliedWhileLoading = undefined;
    }
    await this.dropOld();
  }

  /** Makes an empty index if there is none. */
  async open(): Promise<void> {
    if ((await this.#current()).length === 0) await this.load(noFilms());
  }

  /** Deletes the indices that the alias left long ago. */
  async dropOld(): Promise<void> {
    const { node, alias, clock } = this.#ports;
    const current = await this.#current();
    const indices = await node.admin<Record<string, { settings: { index: { creation_date: string } } }>>(
      'GET',
      `/${alias}-*/_settings`,
    );
    for (const [name, { settings }] of Object.entries(indices)) {
      const ageMs = clock.nowMs() - Number(settings.index.creation_date);
      if (!current.includes(name) && ageMs > KEEP_OLD_MS) await node.admin('DELETE', `/${name}`);
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
  async #fill(index: string, films: AsyncIterable<readonly Film[]>): Promise<void> {
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
      await this.#bulk(index, lines, 30_000);
      lines = [];
    }
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

  async #bulk(index: string, lines: readonly object[], limitMs: number): Promise<void> {
    const items = await this.#ports.node.bulk(index, lines, limitMs, index === this.#ports.alias);
    const failed = items.find(({ status }) => status >= 300 && status !== CONFLICT);
    if (failed)
      throw new Error(`OpenSearch did not take a film: ${failed.error?.type ?? ''} ${failed.error?.reason ?? ''}`);
  }

  async #switchTo(index: string): Promise<void> {
    const { node, alias } = this.#ports;
    const remove = (await this.#current()).map((old) => ({ remove: { index: old, alias } }));
    await node.admin('POST', '/_aliases', { actions: [...remove, { add: { index, alias } }] });
  }

  /** The indices that the alias names: one, or none before the first load. */
  async #current(): Promise<string[]> {
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

async function* noFilms(): AsyncGenerator<readonly Film[]> {
  yield await Promise.resolve([]);
}
