import { CLOCK_TOLERANCE_MS, isFromTheFuture } from '../../domain/clock-tolerance.ts';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SearchSnapshotBuilder } from '../../ports/search-snapshot-builder.ts';
import type { SearchSnapshotStore } from '../../ports/search-snapshot-store.ts';
import { dropOldFormats, forgetChanges, outdateWrongSnapshots } from './catalogue-upkeep.ts';
import { REBUILD_AFTER_CHANGES, TAIL_OVERLAP_MS } from './keep-search-current.ts';
import { nameAt, synopsesOf } from './snapshot-names.ts';
import { isAbandoned, isImporting, isSnapshotBehind } from './open-imports.ts';

/**
 * A rebuild removes changes from the list of changes only if the snapshot that it replaces includes them and has been
 * current for this long.
 */
const FORGET_AFTER_MS = 10 * 60_000;

/**
 * Once a snapshot is this old, one change is enough for a rebuild. Before that, a rebuild needs
 * {@link REBUILD_AFTER_CHANGES} changes.
 */
export const MAX_AGE_MS = 6 * 3_600_000;

export type RebuildSnapshotPorts = {
  readonly films: FilmRepository;
  readonly pointer: CataloguePointer;
  readonly snapshots: SearchSnapshotStore;
  readonly builder: SearchSnapshotBuilder;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Returns a text that no other builder ever gets: at most 40 characters of `[a-z0-9]`. */
  readonly uniqueName: () => string;
};

export type RebuildOutcome =
  /** `bytes` is absent for the index of a search engine, which is not a file. */
  | { readonly outcome: 'published'; readonly name: string; readonly films: number; readonly bytes?: number }
  /**
   * Another builder was faster, and its snapshot is current now. Its snapshot serves as well as this one would have.
   */
  | { readonly outcome: 'overtaken' }
  | { readonly outcome: 'not-due' };

/**
 * Builds a snapshot from the table, stores it under a new name and then points to it, so that no reader ever sees half
 * a snapshot. Two concurrent builders do no harm: one of them sets the pointer, the other removes its own snapshot.
 * Each format has its own pointer. A rebuild keeps the files and changes that other formats need.
 *
 *     watermark ──> scan ──> put under a new name ──> point (if nobody else did) ──> forget what is old
 */
export class RebuildSnapshot {
  readonly #ports: RebuildSnapshotPorts;
  /** The snapshot whose file this process has last seen in the store. */
  #seen: string | undefined;

  constructor(ports: RebuildSnapshotPorts) {
    this.#ports = ports;
  }

  /**
   * Rebuilds in these cases:
   *
   * - there is no snapshot of this format, its file is not in the store, or its watermark lies in the future
   * - films were imported since it was built, and no import is running now
   * - at least {@link REBUILD_AFTER_CHANGES} films were edited since it was built
   * - at least one film was edited since it was built, and the snapshot is more than six hours old
   */
  executeWhenDue(): Promise<RebuildOutcome> {
    return this.#reportFailure(() => this.#rebuildWhenDue());
  }

  execute(): Promise<RebuildOutcome> {
    return this.#reportFailure(async () => this.#rebuild(await this.#ports.pointer.read()));
  }

  async #reportFailure<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#ports.observer.observe({ type: 'snapshot-rebuild-failed', error });
      throw error;
    }
  }

  async #rebuildWhenDue(): Promise<RebuildOutcome> {
    const state = await this.#ports.pointer.read();
    const need = await this.#need(state);
    if (need !== 'due') {
      this.#reportLag(need === 'later' ? state.snapshot : undefined);
      return { outcome: 'not-due' };
    }
    try {
      const outcome = await this.#rebuild(state);
      this.#reportLag(undefined);
      return outcome;
    } catch (error) {
      this.#reportLag(state.snapshot);
      throw error;
    }
  }

  /** `later`: the snapshot lacks changes, but not enough for a rebuild. */
  async #need(state: CatalogueState): Promise<'due' | 'later' | 'none'> {
    const { snapshot } = state;
    if (!snapshot) return 'due';
    const nowMs = this.#ports.clock.nowMs();
    // No reader uses a snapshot whose watermark lies in the future. Until that time has come, the list of changes does
    // not show which changes the snapshot lacks.
    if (isFromTheFuture(snapshot.watermarkMs, nowMs)) return 'due';
    if (!(await this.#isStored(snapshot.name))) return 'due';
    if (isSnapshotBehind(state)) return isImporting(state, nowMs) ? 'none' : 'due';
    const changes = await this.#ports.films.changesSince(snapshot.watermarkMs);
    if (changes.length === 0) return 'none';
    const isOld = nowMs - snapshot.publishedAtMs > MAX_AGE_MS;
    return changes.length >= REBUILD_AFTER_CHANGES || isOld ? 'due' : 'later';
  }

  /**
   * A table that was restored may point to a file that was removed since. Only the first call for a snapshot asks the
   * store, because one such call a minute would cost $0.22 a month, 40 % of an idle environment.
   */
  async #isStored(name: string): Promise<boolean> {
    if (this.#seen === name) return true;
    if (!(await this.#ports.snapshots.list()).includes(name)) return false;
    this.#seen = name;
    return true;
  }

  /** @param lacking the current snapshot, if it lacks films or changes */
  #reportLag(lacking: SnapshotEntry | undefined): void {
    const { clock, observer } = this.#ports;
    const lagMs = lacking ? Math.max(0, clock.nowMs() - lacking.publishedAtMs) : 0;
    observer.observe({ type: 'snapshot-checked', lagMs });
  }

  async #rebuild(found: CatalogueState): Promise<RebuildOutcome> {
    const { films, pointer, snapshots, builder, clock, observer, uniqueName } = this.#ports;
    const startedMs = clock.monotonicMs();
    // The time is taken before the scan, so that the changes made during the scan count as changes since the snapshot.
    const watermarkMs = clock.nowMs();
    // The scan will read all films that killed imports wrote, so these imports can be closed after it.
    const killed = (found.openImports ?? []).filter((each) => isAbandoned(each, watermarkMs));
    const state = await outdateWrongSnapshots(pointer, clock, found, killed.length > 0);
    const { generation, snapshot: current, otherSnapshots: others = [] } = state;
    const name = `${nameAt(watermarkMs)}-${uniqueName()}`;
    const built = await builder.build(films.scan());
    // The synopses are stored first, so that no snapshot is without them even if this process dies midway.
    await snapshots.put(synopsesOf(name), built.synopses);
    await snapshots.put(name, built.bytes);
    const { format } = builder;
    const entry: SnapshotEntry = { name, format, generation, watermarkMs, publishedAtMs: clock.nowMs() };
    if (!(await pointer.publish(entry, current?.name))) {
      await snapshots.remove(name);
      await snapshots.remove(synopsesOf(name));
      observer.observe({ type: 'snapshot-overtaken', name });
      return { outcome: 'overtaken' };
    }
    const tookMs = Math.round(clock.monotonicMs() - startedMs);
    observer.observe({ type: 'snapshot-published', name, films: built.films, bytes: built.bytes.length, tookMs });
    if (killed.length > 0) await pointer.closeImports(killed.map(({ id }) => id));
    if (current) await this.#tidy(current, entry, await dropOldFormats(pointer, clock, others));
    return { outcome: 'published', name, films: built.films, bytes: built.bytes.length };
  }

  /**
   * Removes the snapshots older than the previous one, and those from clocks that ran ahead. The name of a snapshot
   * contains its time. A snapshot that another builder is about to publish has about the current time in its name, so
   * it stays.
   *
   * @param previous the snapshot that was current until now. Readers may still be fetching it
   * @param others the current snapshots of other formats
   */
  async #tidy(previous: SnapshotEntry, current: SnapshotEntry, others: readonly SnapshotEntry[]): Promise<void> {
    const { films, snapshots, clock } = this.#ports;
    const nowMs = clock.nowMs();
    const [oldest = ''] = [previous.name, current.name].sort();
    const names = [previous, current, ...others].map(({ name }) => name);
    const kept = [...names, ...names.map(synopsesOf)];
    const future = nameAt(nowMs + CLOCK_TOLERANCE_MS);
    for (const name of await snapshots.list()) {
      if (!kept.includes(name) && (name < oldest || name > future)) await snapshots.remove(name);
    }
    // If the watermark is in the future, it does not show which changes the previous snapshot includes.
    if (isFromTheFuture(previous.watermarkMs, nowMs)) return;
    if (nowMs - previous.publishedAtMs < FORGET_AFTER_MS) return;
    const coveredUntilMs = Math.min(...[previous, ...others].map(({ watermarkMs }) => watermarkMs)) - TAIL_OVERLAP_MS;
    await forgetChanges(films, coveredUntilMs);
  }
}
