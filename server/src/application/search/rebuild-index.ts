import { isFromTheFuture } from '../../domain/clock-tolerance.ts';
import type { FilmChange } from '../../domain/film.ts';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SharedIndex } from '../../ports/shared-index.ts';
import { dropOldFormats, forgetChanges, outdateWrongSnapshots } from './catalogue-upkeep.ts';
import { REBUILD_AFTER_CHANGES, TAIL_OVERLAP_MS } from './keep-search-current.ts';
import { isAbandoned, isImporting, isSnapshotBehind } from './open-imports.ts';
import { MAX_AGE_MS, type RebuildOutcome } from './rebuild-snapshot.ts';

/** An index is built again at this age, so that whatever it lacks for any reason is found after a day. */
const REBUILD_AFTER_MS = 24 * 3_600_000;

/** An index that is no longer searched stays this long, for the searches that still use it. */
const KEEP_OLD_MS = 10 * 60_000;

/**
 * The list of changes keeps each change at least this long, even if the index has it. Another process may be building an
 * index from films that it read before the change.
 */
const FORGET_AFTER_MS = 3_600_000;

export type RebuildIndexPorts = {
  readonly films: Pick<FilmRepository, 'changesSince' | 'forgetChange' | 'scan'>;
  readonly index: SharedIndex;
  /** The pointer for the format of the index. */
  readonly pointer: CataloguePointer;
  readonly clock: Clock;
  readonly observer: Observer;
};

/** What this process has replayed to the current index. */
type Replayed = {
  /** The name of the index. */
  readonly name: string;
  /** When the last replay began. */
  readonly atMs: number;
  /** Ids of the films that changed since the watermark of the index. */
  readonly changed: Set<string>;
};

/**
 * Keeps an index current that all processes share. The pointer names it, as it names a snapshot.
 *
 * Edits are written to the index when they are committed. What the engine did not take then is in the list of changes,
 * so each call replays the changes since the last call. A rebuild makes a new index:
 *
 *     watermark ──> scan into films-N ──> replay ──> point (if nobody else did) ──> switch searches ──> replay again
 *
 * The second replay brings the edits that reached only the old index while the first one ran.
 */
export class RebuildIndex {
  readonly #ports: RebuildIndexPorts;
  #replayed: Replayed | undefined;
  /** The index whose predecessors this process has removed. */
  #tidied: string | undefined;

  constructor(ports: RebuildIndexPorts) {
    this.#ports = ports;
  }

  /**
   * Rebuilds in these cases, and otherwise replays the latest changes:
   *
   * - there is no index of this format, the engine searches another one, or its watermark lies in the future
   * - films were imported since it was built, or it was built a day ago, and no import is running now
   */
  executeWhenDue(): Promise<RebuildOutcome> {
    return this.#reportFailure(async () => {
      const state = await this.#ports.pointer.read();
      const outcome: RebuildOutcome = (await this.#isDue(state)) ? await this.#rebuild(state) : { outcome: 'not-due' };
      const { snapshot } = state;
      if (outcome.outcome === 'not-due' && snapshot) {
        const replayed = await this.#replay(snapshot);
        await this.#advanceWhenDue(snapshot, replayed, state.otherSnapshots);
        await this.#removeOld(snapshot, state.otherSnapshots);
      }
      this.#ports.observer.observe({ type: 'snapshot-checked', lagMs: 0 });
      return outcome;
    });
  }

  execute(): Promise<RebuildOutcome> {
    return this.#reportFailure(async () => this.#rebuild(await this.#ports.pointer.read()));
  }

  async #reportFailure(work: () => Promise<RebuildOutcome>): Promise<RebuildOutcome> {
    const { observer, clock } = this.#ports;
    try {
      return await work();
    } catch (error) {
      observer.observe({ type: 'snapshot-rebuild-failed', error });
      if (this.#replayed) observer.observe({ type: 'snapshot-checked', lagMs: clock.nowMs() - this.#replayed.atMs });
      throw error;
    }
  }

  async #isDue(state: CatalogueState): Promise<boolean> {
    const { index, clock } = this.#ports;
    const { snapshot } = state;
    if (!snapshot || isFromTheFuture(snapshot.watermarkMs, clock.nowMs())) return true;
    if ((await index.searched()) !== snapshot.name) return true;
    const isOld = clock.nowMs() - snapshot.publishedAtMs > REBUILD_AFTER_MS;
    return (isOld || isSnapshotBehind(state)) && !isImporting(state, clock.nowMs());
  }

  async #rebuild(found: CatalogueState): Promise<RebuildOutcome> {
    const { films, index, pointer, clock, observer } = this.#ports;
    const startedMs = clock.monotonicMs();
    // The time is taken before the scan, so that the changes made during the scan count as changes since then.
    const watermarkMs = clock.nowMs();
    const killed = (found.openImports ?? []).filter((each) => isAbandoned(each, watermarkMs));
    const state = await outdateWrongSnapshots(pointer, clock, found, killed.length > 0);
    const { generation, snapshot: current, otherSnapshots = [] } = state;
    const name = index.nameAt(watermarkMs);
    try {
      const built = await index.build(name, films.scan());
      const replayedMs = clock.nowMs();
      await index.replay(await this.#changesSince(watermarkMs), name);
      const entry = { name, format: index.format, generation, watermarkMs, publishedAtMs: clock.nowMs() };
      if (!(await pointer.publish(entry, current?.name))) {
        await index.remove(name);
        observer.observe({ type: 'snapshot-overtaken', name });
        return { outcome: 'overtaken' };
      }
      await index.switchTo(name);
      const missed = await this.#changesSince(replayedMs);
      await index.replay(missed);
      this.#replayed = { name, atMs: replayedMs, changed: idsOf(missed) };
      const tookMs = Math.round(clock.monotonicMs() - startedMs);
      observer.observe({ type: 'snapshot-published', name, films: built, tookMs });
      if (killed.length > 0) await pointer.closeImports(killed.map(({ id }) => id));
      await dropOldFormats(pointer, clock, otherSnapshots);
      return { outcome: 'published', name, films: built };
    } catch (error) {
      // If the pointer already names the index but the engine does not search it, the next call rebuilds.
      if ((await index.searched().catch(() => name)) !== name) await index.remove(name).catch(() => undefined);
      throw error;
    }
  }

  async #replay({ name, watermarkMs }: SnapshotEntry): Promise<Replayed> {
    const { index, clock } = this.#ports;
    const nowMs = clock.nowMs();
    const before = this.#replayed;
    // Another process may have built this index, or the clock may have been set back: then nothing is known.
    const isKnown = before?.name === name && before.atMs <= nowMs;
    const changes = await this.#changesSince(isKnown ? before.atMs : watermarkMs);
    await index.replay(changes);
    const changed = isKnown ? before.changed : new Set<string>();
    for (const { id } of changes) changed.add(id);
    return (this.#replayed = { name, atMs: nowMs, changed });
  }

  /**
   * Moves the watermark of the index forward after many changes, or after some hours. The list of changes then no longer
   * has to keep the changes before it.
   */
  async #advanceWhenDue(
    entry: SnapshotEntry,
    { name, atMs, changed }: Replayed,
    others: readonly SnapshotEntry[] = [],
  ): Promise<void> {
    const { films, pointer, clock } = this.#ports;
    const isOld = changed.size > 0 && clock.nowMs() - entry.watermarkMs > MAX_AGE_MS;
    if (changed.size < REBUILD_AFTER_CHANGES && !isOld) return;
    if (!(await pointer.publish({ ...entry, watermarkMs: atMs }, name))) return;
    this.#replayed = { name, atMs, changed: new Set() };
    const kept = await dropOldFormats(pointer, clock, others);
    const needed = Math.min(atMs, clock.nowMs() - FORGET_AFTER_MS, ...kept.map(({ watermarkMs }) => watermarkMs));
    await forgetChanges(films, needed - TAIL_OVERLAP_MS);
  }

  async #removeOld({ name, publishedAtMs }: SnapshotEntry, others: readonly SnapshotEntry[] = []): Promise<void> {
    const { index, clock } = this.#ports;
    if (this.#tidied === name || clock.nowMs() - publishedAtMs < KEEP_OLD_MS) return;
    await index.removeBefore(
      name,
      others.map((each) => each.name),
    );
    this.#tidied = name;
  }

  #changesSince(sinceMs: number): Promise<FilmChange[]> {
    return this.#ports.films.changesSince(sinceMs - TAIL_OVERLAP_MS);
  }
}

function idsOf(changes: readonly FilmChange[]): Set<string> {
  return new Set(changes.map(({ id }) => id));
}
