import { isFromTheFuture } from '../../domain/clock-tolerance.ts';
import type { Degradation } from '../../domain/degradation.ts';
import type { FilmChange } from '../../domain/film.ts';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SearchSnapshotStore } from '../../ports/search-snapshot-store.ts';
import type { SnapshotRebuild } from '../../ports/snapshot-rebuild.ts';
import { eachWithin, waitAtMost, within } from '../../resilience/deadline.ts';
import { isImporting, isSnapshotBehind } from './rebuild-due.ts';

/** A search may be answered without a look at the table when the last look is younger than this. */
const TAIL_MAX_AGE_MS = 1_000;

/** The tail of changes is read again this far back, so that writers whose clocks differ by 10 s lose nothing. */
export const TAIL_OVERLAP_MS = 15_000;

/** An instance that slept longer waits for the current snapshot: what its own lacks may be in no tail any more. */
const STALE_AFTER_MS = 5 * 60_000;

/** So many changes since the snapshot ask for a new one; replaying them costs a starting instance about 0.1 s. */
export const REBUILD_AFTER_CHANGES = 2_000;

/** Edits that come faster than that make the tail long, not the rebuilding constant. */
const MIN_REBUILD_AGE_MS = 60_000;

/** A search waits this long for the latest edits, which take about 5 ms, and then answers without them. */
const REFRESH_WAIT_MS = 400;

/** An instance that slept for long waits this long for the current snapshot, and then answers that it is behind. */
const CATCH_UP_WAIT_MS = 4_000;

/** A refresh that takes longer has failed, so that the next one can begin. */
const REFRESH_LIMIT_MS = 5_000;

/** A search waits this long for the first load and then fails; the load goes on. A table of 36,000 films takes 3 s. */
const FIRST_LOAD_WAIT_MS = 10_000;

/** One read of a load: a snapshot of 170 MB, or a page of the table while the index is built in the same process. */
const LOAD_STEP_LIMIT_MS = 10_000;

/** Edits are promised to be found within this time; what takes longer is overdue. */
const OVERDUE_AFTER_MS = 2_000;

export type KeepSearchCurrentPorts = {
  readonly films: Pick<FilmRepository, 'changesSince' | 'scan'>;
  readonly search: FilmSearch;
  readonly pointer: Pick<CataloguePointer, 'read'>;
  readonly snapshots: Pick<SearchSnapshotStore, 'get'>;
  readonly rebuild: SnapshotRebuild;
  readonly clock: Clock;
  readonly observer: Observer;
};

/**
 * Keeps this instance's search in step with the table: the current snapshot and the tail of changes since its watermark at
 * first, then the tail at most once a second and only when somebody asks, and a new snapshot when there is one. A table
 * that does not answer delays one search by 0.4 s every 5 s, and the first search by up to 10 s.
 */
export class KeepSearchCurrent {
  readonly #ports: KeepSearchCurrentPorts;
  /** Name of the snapshot that was current at the last load; `'table'` when there was none. */
  #loaded: string | undefined;
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  /** Resolves when searches need not wait for the refresh any longer. */
  #answerable: Promise<void> | undefined;
  #lookedAtMs = -Infinity;
  /** When the tail was last read, by wall clock and by monotonic clock. */
  #tailRead = { atMs: 0, monotonicMs: 0 };
  /** Films that have changed since the snapshot that was loaded. */
  #changed = new Set<string>();
  /** Generation of the films in the index. */
  #loadedGeneration = 0;
  /** Set after a long sleep, until the snapshot that was published meanwhile is open. */
  #mustCatchUp = false;
  /** Wall-clock time since which the index is known to be behind. */
  #behindSinceMs: number | undefined;
  /** Start of the first look or load since the last successful one. */
  #failing: { readonly sinceMs: number; readonly sinceMonotonicMs: number; hasFailed: boolean } | undefined;

  constructor(ports: KeepSearchCurrentPorts) {
    this.#ports = ports;
  }

  /**
   * Resolves when a search may be answered: with the latest edits, or without them when the table does not answer in
   * time, which is observed.
   *
   * @throws MarqueeError `upstream-unavailable` when nothing could be loaded yet; the next call tries again
   */
  async ensure(): Promise<void> {
    const { clock } = this.#ports;
    if (this.#loaded === undefined) return within(clock, FIRST_LOAD_WAIT_MS, this.load());
    if (clock.monotonicMs() - this.#lookedAtMs < TAIL_MAX_AGE_MS) return;
    if (!this.#refreshing) this.#startRefresh();
    return this.#answerable;
  }

  /** Loads the films unless that is under way, however long it takes. For a start, which has time. */
  load(): Promise<void> {
    if (this.#loading) return this.#loading;
    const loading = this.#loaded === undefined ? this.#watched(this.#loadAll()) : this.#loadAll();
    this.#loading = loading.finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Looks at the table now, in the background, as when a rebuild has just published a snapshot. */
  readonly lookNow = (): void => {
    if (this.#loaded !== undefined && !this.#refreshing) this.#startRefresh();
  };

  /** Whether films that an import wrote are known to be missing. */
  get isBehind(): boolean {
    return this.#behindSinceMs !== undefined;
  }

  /**
   * For health: looks at the table when the last look is older than 2 s, so that {@link degradations} is also right while
   * nobody searches. Waits at most 0.4 s. It waits at all because some runtimes freeze a process once it has answered.
   */
  async checkUp(): Promise<void> {
    const { clock } = this.#ports;
    if (clock.monotonicMs() - this.#lookedAtMs > OVERDUE_AFTER_MS) this.lookNow();
    if (this.#refreshing) await waitAtMost(clock, REFRESH_WAIT_MS, this.#refreshing);
  }

  /** How the search is degraded; empty also when nobody has asked for anything yet. */
  degradations(): Degradation[] {
    const { clock } = this.#ports;
    const found: Degradation[] = [];
    const failing = this.#failing;
    if (failing && (failing.hasFailed || clock.monotonicMs() - failing.sinceMonotonicMs > OVERDUE_AFTER_MS)) {
      found.push({ reason: this.#loaded === undefined ? 'no-index' : 'refresh-overdue', sinceMs: failing.sinceMs });
    }
    if (this.isBehind) found.push({ reason: 'rebuilding', sinceMs: this.#behindSinceMs });
    return found;
  }

  /** Resolves when nothing is being read any more, whatever came of it: for whoever is about to close the table. */
  async settle(): Promise<void> {
    await this.#refreshing;
    await this.#loading?.catch(() => undefined);
  }

  #startRefresh(): void {
    const { clock } = this.#ports;
    const hasSlept = clock.monotonicMs() - this.#tailRead.monotonicMs > STALE_AFTER_MS;
    const refreshing = this.#watched(this.#refresh(hasSlept))
      .catch((error: unknown) => {
        this.#ports.observer.observe({ type: 'catalogue-refresh-failed', error });
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    this.#refreshing = refreshing;
    const answerable = waitAtMost(clock, hasSlept ? CATCH_UP_WAIT_MS : REFRESH_WAIT_MS, refreshing).finally(() => {
      if (this.#answerable === answerable) this.#answerable = undefined;
    });
    this.#answerable = answerable;
  }

  async #refresh(hasSlept: boolean): Promise<void> {
    const { clock, pointer } = this.#ports;
    this.#lookedAtMs = clock.monotonicMs();
    const readAt = this.#now();
    const [state, changes] = await within(
      clock,
      REFRESH_LIMIT_MS,
      Promise.all([pointer.read(), this.#tailSince(this.#tailStartMs())]),
    );
    this.#apply(changes);
    this.#tailRead = readAt;
    const isReplaced = state.snapshot !== undefined && state.snapshot.name !== this.#loaded;
    this.#mustCatchUp ||= isReplaced && hasSlept;
    this.#noteGeneration(state);
    if (isReplaced) {
      const loading = this.load();
      if (hasSlept) await loading;
      else this.#observeFailure(loading);
    }
    this.#requestRebuildWhereDue(state);
  }

  /** If the wall clock was set back, the monotonic time that passed decides. */
  #tailStartMs(): number {
    const { clock } = this.#ports;
    return Math.min(this.#tailRead.atMs, clock.nowMs() - (clock.monotonicMs() - this.#tailRead.monotonicMs));
  }

  #now() {
    const { clock } = this.#ports;
    return { atMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
  }

  #noteGeneration({ generation, openImports = [] }: CatalogueState): void {
    const isBehind = generation > this.#loadedGeneration || openImports.length > 0;
    if (this.#mustCatchUp || isBehind) this.#behindSinceMs ??= this.#ports.clock.nowMs();
    else this.#behindSinceMs = undefined;
  }

  /** Records failures for health. */
  async #watched(work: Promise<void>): Promise<void> {
    const { atMs, monotonicMs } = this.#now();
    const failing = (this.#failing ??= { sinceMs: atMs, sinceMonotonicMs: monotonicMs, hasFailed: false });
    try {
      await work;
      this.#failing = undefined;
    } catch (error) {
      failing.hasFailed = true;
      throw error;
    }
  }

  #requestRebuildWhereDue(state: CatalogueState): void {
    const { clock, rebuild } = this.#ports;
    const { snapshot } = state;
    const nowMs = clock.nowMs();
    if (isImporting(state, nowMs)) return;
    const isWrong = snapshot !== undefined && isFromTheFuture(snapshot.watermarkMs, nowMs);
    const ageMs = nowMs - (snapshot?.publishedAtMs ?? 0);
    const isLong = this.#changed.size >= REBUILD_AFTER_CHANGES && ageMs > MIN_REBUILD_AGE_MS;
    if (isSnapshotBehind(state) || isWrong || isLong) rebuild.request(this.lookNow);
  }

  /** Searches go on over the old films until the new ones are all there. */
  #observeFailure(loading: Promise<void>): void {
    loading.catch((error: unknown) => {
      this.#ports.observer.observe({ type: 'catalogue-refresh-failed', error });
    });
  }

  async #loadAll(): Promise<void> {
    const { clock, films, search, pointer, observer } = this.#ports;
    const startedAt = this.#now();
    const state = await within(clock, REFRESH_LIMIT_MS, pointer.read());
    const { snapshot } = state;
    // Side by side: a starting instance waits for both.
    const [isOpened, tail] =
      snapshot && this.#isCredible(snapshot)
        ? await within(
            clock,
            LOAD_STEP_LIMIT_MS,
            Promise.all([this.#openSnapshot(snapshot), this.#tailSince(snapshot.watermarkMs)]),
          )
        : [false, []];
    if (!isOpened) await search.load(eachWithin(clock, LOAD_STEP_LIMIT_MS, films.scan()));
    const changes = isOpened ? tail : await within(clock, LOAD_STEP_LIMIT_MS, this.#tailSince(startedAt.atMs));
    this.#changed = new Set();
    this.#apply(changes);
    this.#tailRead = startedAt;
    this.#lookedAtMs = clock.monotonicMs();
    // Also of one that cannot be used, so that it is not tried again every second.
    this.#loaded = snapshot?.name ?? 'table';
    this.#loadedGeneration = isOpened ? (snapshot?.generation ?? 0) : state.generation;
    this.#mustCatchUp = false;
    this.#noteGeneration(state);
    observer.observe({
      type: 'catalogue-loaded',
      from: isOpened ? 'snapshot' : 'table',
      films: search.size(),
      tookMs: Math.round(clock.monotonicMs() - startedAt.monotonicMs),
    });
    if (isOpened) this.#requestRebuildWhereDue(state);
    else this.#ports.rebuild.request(this.lookNow);
  }

  #tailSince(sinceMs: number): Promise<FilmChange[]> {
    return this.#ports.films.changesSince(sinceMs - TAIL_OVERLAP_MS);
  }

  /** A watermark from a clock that ran ahead hides every edit made until that time: the table has them. */
  #isCredible({ name, watermarkMs }: SnapshotEntry): boolean {
    const { clock, observer } = this.#ports;
    const aheadMs = watermarkMs - clock.nowMs();
    if (!isFromTheFuture(watermarkMs, clock.nowMs())) return true;
    const error = new Error(`its watermark lies ${String(Math.round(aheadMs / 1000))} s in the future`);
    observer.observe({ type: 'snapshot-unusable', name, error });
    return false;
  }

  /** @returns `false` where it cannot be used, which is observed; the table has everything that it had */
  async #openSnapshot({ name, watermarkMs }: SnapshotEntry): Promise<boolean> {
    const { snapshots, search, observer } = this.#ports;
    try {
      const bytes = await snapshots.get(name);
      if (!bytes) throw new Error('it is not in the store');
      search.openSnapshot(bytes, watermarkMs - TAIL_OVERLAP_MS);
      return true;
    } catch (error) {
      observer.observe({ type: 'snapshot-unusable', name, error });
      return false;
    }
  }

  #apply(changes: readonly FilmChange[]): void {
    this.#ports.search.apply(changes);
    for (const { id } of changes) this.#changed.add(id);
  }
}
