import { isFromTheFuture } from '../../domain/clock-tolerance.ts';
import type { Degradation } from '../../domain/degradation.ts';
import type { FilmChange } from '../../domain/film.ts';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SnapshotFeed } from '../../ports/search-feed.ts';
import type { SearchSnapshotStore } from '../../ports/search-snapshot-store.ts';
import type { SnapshotRebuild } from '../../ports/snapshot-rebuild.ts';
import { eachWithin, waitAtMost, within } from '../../resilience/deadline.ts';
import { isImporting, isSnapshotBehind } from './open-imports.ts';
import { SynopsesLoader } from './synopses-loader.ts';

/** If the last refresh began less than this long ago, a search is answered without a new refresh. */
const TAIL_MAX_AGE_MS = 1_000;

/**
 * The tail is the latest part of the list of changes, which the snapshot may lack. Each read of the tail starts this
 * long before the time of the previous read, because the writers' clocks may differ by 10 s.
 */
export const TAIL_OVERLAP_MS = 15_000;

/**
 * An instance that slept (read nothing) for longer than this waits for the current snapshot. While it slept, changes
 * that its own snapshot lacks may have been removed from the list of changes.
 */
const STALE_AFTER_MS = 5 * 60_000;

/**
 * After this many changes since the snapshot, a new snapshot is due. A starting instance needs about 0.5 s to apply
 * this many changes.
 */
export const REBUILD_AFTER_CHANGES = 2_000;

/**
 * After edits, a rebuild is requested only if the snapshot is at least this old. Otherwise frequent edits would cause
 * one rebuild after another.
 */
const MIN_REBUILD_AGE_MS = 60_000;

/**
 * A search waits at most this long for the latest edits, and then answers without them. Reading them takes about 5 ms.
 */
const REFRESH_WAIT_MS = 400;

/**
 * After a long sleep, a search waits at most this long for the current snapshot, and is then answered with `isPartial`.
 */
const CATCH_UP_WAIT_MS = 4_000;

/**
 * In a runtime that freezes the process between requests, searches wait at most this long for each new snapshot, and
 * are then answered from the old one. A search reads a snapshot of 8 MB from the same region in about 0.2 s.
 */
const SWITCH_WAIT_MS = 2_000;

/** A refresh that takes longer than this counts as failed, so that the next one can begin. */
const REFRESH_LIMIT_MS = 5_000;

/**
 * A search waits at most this long for the first load and then fails, while the load continues. Loading 36,000 films
 * takes 3 s.
 */
const FIRST_LOAD_WAIT_MS = 10_000;

/**
 * The time limit for each read of a load. The limit is long because a read may fetch a snapshot of 170 MB, or a page of
 * the table while this process also builds the index.
 */
const LOAD_STEP_LIMIT_MS = 10_000;

/** Search promises to find edits within this time, so a refresh that takes longer than this is overdue. */
const OVERDUE_AFTER_MS = 2_000;

export type KeepSearchCurrentPorts = {
  readonly films: Pick<FilmRepository, 'changesSince' | 'scan'>;
  readonly search: SnapshotFeed & Pick<FilmSearch, 'size'>;
  readonly pointer: Pick<CataloguePointer, 'read'>;
  readonly snapshots: Pick<SearchSnapshotStore, 'get'>;
  readonly rebuild: SnapshotRebuild;
  readonly clock: Clock;
  readonly observer: Observer;
  /**
   * Whether the runtime freezes the process between requests, so that nothing happens in the background. Default:
   * false.
   */
  readonly isFrozenBetweenRequests?: boolean;
};

/**
 * Keeps this instance's search in step with the table. It first loads the current snapshot and the tail, which is the
 * list of changes since the snapshot's watermark. From then on, each refresh reads the tail, and loads a new snapshot
 * when there is one. A refresh runs at most once a second, and only when a request needs it. A table that does not
 * answer delays one search by 0.4 s every 5 s, and the first search by up to 10 s.
 */
export class KeepSearchCurrent {
  readonly #ports: KeepSearchCurrentPorts;
  /** Name of the snapshot that was current at the last load; `'table'` when there was none. */
  #loaded: string | undefined;
  /**
   * Name of the snapshot that search has open. It is set as soon as the snapshot is opened; `undefined` if none is
   * open.
   */
  #opened: string | undefined;
  #loading: Promise<void> | undefined;
  /** Resolves when searches no longer need to wait for the load. Only in a runtime that freezes between requests. */
  #switched: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  /** Resolves when searches no longer need to wait for the refresh. */
  #answerable: Promise<void> | undefined;
  #lookedAtMs = -Infinity;
  readonly #synopses: SynopsesLoader;
  /** When the tail was last read, by the wall clock and by the monotonic clock. */
  #tailRead = { atMs: 0, monotonicMs: 0 };
  /** Ids of the films that have changed since the loaded snapshot. */
  #changed = new Set<string>();
  /** The generation that the catalogue had when the films in the index were read. */
  #loadedGeneration = 0;
  /** True after a long sleep, until the instance has loaded the snapshot that was published while it slept. */
  #mustCatchUp = false;
  /** The time since which the index is known to be behind, by the wall clock. `undefined` while it is not behind. */
  #behindSinceMs: number | undefined;
  /**
   * The start of the first refresh or load since the last successful one. `undefined` if none has started since then.
   */
  #failing: { readonly sinceMs: number; readonly sinceMonotonicMs: number; hasFailed: boolean } | undefined;

  constructor(ports: KeepSearchCurrentPorts) {
    this.#ports = ports;
    this.#synopses = new SynopsesLoader(ports);
  }

  /**
   * Resolves when a search may be answered. If the table does not answer in time, the search goes on without the latest
   * edits, and the observer gets an event.
   *
   * @throws MarqueeError `upstream-unavailable` when the first load has not succeeded; the next call tries again
   */
  async ensure(): Promise<void> {
    const { clock } = this.#ports;
    if (this.#loaded === undefined) return within(clock, FIRST_LOAD_WAIT_MS, this.load());
    if (clock.monotonicMs() - this.#lookedAtMs >= TAIL_MAX_AGE_MS) {
      if (!this.#refreshing) this.#startRefresh();
      await this.#answerable;
    }
    return this.#switched;
  }

  /**
   * Loads the films without a time limit. If a load is running, waits for that load. The start of a process uses this
   * method, because the start can wait.
   */
  load(): Promise<void> {
    if (this.#loading) return this.#loading;
    const loading = this.#loaded === undefined ? this.#watched(this.#loadAll()) : this.#loadAll();
    this.#loading = loading.finally(() => {
      this.#loading = undefined;
    });
    const { clock, isFrozenBetweenRequests } = this.#ports;
    if (isFrozenBetweenRequests) this.#switched = waitAtMost(clock, SWITCH_WAIT_MS, this.#loading);
    return this.#loading;
  }

  /** See {@link SynopsesLoader}. */
  async loadSynopses(): Promise<void> {
    if (this.#opened !== undefined) await this.#synopses.load(this.#opened, () => this.#opened);
  }

  /** Reads the latest changes, for example when a rebuild has just published a snapshot. A refresh that runs already ends first. */
  readonly lookNow = async (): Promise<void> => {
    // Without a refresh, nothing is awaited before the new one has begun.
    if (this.#refreshing) await this.#refreshing;
    if (this.#loaded !== undefined && !this.#refreshing) this.#startRefresh();
    await this.#refreshing;
  };

  /** Whether the index is known to be behind: it lacks films of an import, or a long sleep made it miss changes. */
  get isBehind(): boolean {
    return this.#behindSinceMs !== undefined;
  }

  /** The number of films that changed since the loaded snapshot. */
  readonly tailLength = (): number => this.#changed.size;

  /**
   * Used by health checks. Starts a refresh when the last one began more than 2 s ago, so that {@link degradations} is
   * correct even while nobody searches. Waits at most 0.4 s for the refresh and, where the runtime freezes the process
   * after each answer, for a load that is running: both would otherwise stop halfway.
   */
  async checkUp(): Promise<void> {
    if (this.#now().monotonicMs - this.#lookedAtMs > OVERDUE_AFTER_MS && !this.#refreshing) void this.lookNow();
    const done = this.#refreshing?.then(() => this.#switched);
    if (done) await waitAtMost(this.#ports.clock, REFRESH_WAIT_MS, done);
  }

  /** The ways in which search is degraded. The list is empty while nothing is wrong, and before the first request. */
  degradations(): Degradation[] {
    const found: Degradation[] = [];
    const failing = this.#failing;
    if (failing && (failing.hasFailed || this.#now().monotonicMs - failing.sinceMonotonicMs > OVERDUE_AFTER_MS)) {
      found.push({ reason: this.#loaded === undefined ? 'no-index' : 'refresh-overdue', sinceMs: failing.sinceMs });
    }
    if (this.isBehind) found.push({ reason: 'rebuilding', sinceMs: this.#behindSinceMs });
    return found;
  }

  /**
   * Resolves when no read is running any more, whether the reads succeeded or failed. Callers use this before they
   * close the table.
   */
  async settle(): Promise<void> {
    await this.#refreshing;
    await this.#loading?.catch(() => undefined);
  }

  #startRefresh(): void {
    const { clock } = this.#ports;
    const hasSlept = clock.monotonicMs() - this.#tailRead.monotonicMs > STALE_AFTER_MS;
    const refreshing = this.#watched(this.#refresh(hasSlept))
      .catch(this.#reportFailure)
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
    await this.#apply(changes);
    this.#tailRead = readAt;
    // Another version may have dropped the snapshot of this format, and then removed changes that the snapshot lacked.
    const isReplaced = nameOf(state.snapshot) !== this.#loaded;
    this.#mustCatchUp ||= isReplaced && hasSlept;
    this.#noteGeneration(state);
    this.#reportRefresh(state);
    if (isReplaced) {
      const loading = this.load();
      // Searches can use the old index until the new one is complete. (In a runtime that freezes the process between
      // requests, searches first wait for the load; see SWITCH_WAIT_MS.)
      if (hasSlept) await loading;
      else loading.catch(this.#reportFailure);
    }
    this.#requestRebuildWhereDue(state);
  }

  /**
   * When the tail was last read, by the wall clock. If the wall clock has been set back since, the monotonic clock
   * gives the elapsed time.
   */
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

  /** Waits for a refresh or load, and records for the health checks whether it failed. */
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

  readonly #reportFailure = (error: unknown): void => {
    this.#ports.observer.observe({ type: 'catalogue-refresh-failed', error });
  };

  async #loadAll(): Promise<void> {
    const { clock, films, search, pointer, observer } = this.#ports;
    const startedAt = this.#now();
    const state = await within(clock, REFRESH_LIMIT_MS, pointer.read());
    const { snapshot } = state;
    // The snapshot and the tail are read concurrently, because a starting instance waits for both.
    const [isOpened, tail] =
      snapshot && this.#isCredible(snapshot)
        ? await within(
            clock,
            LOAD_STEP_LIMIT_MS,
            Promise.all([this.#openSnapshot(snapshot), this.#tailSince(snapshot.watermarkMs)]),
          )
        : [false, []];
    if (!isOpened) {
      await search.load(eachWithin(clock, LOAD_STEP_LIMIT_MS, films.scan()));
      this.#opened = undefined;
    }
    const changes = isOpened ? tail : await within(clock, LOAD_STEP_LIMIT_MS, this.#tailSince(startedAt.atMs));
    this.#changed = new Set();
    await this.#apply(changes);
    this.#tailRead = startedAt;
    this.#lookedAtMs = clock.monotonicMs();
    // The name is recorded even if the snapshot cannot be used, so that the instance does not try to open it again
    // every second.
    this.#loaded = nameOf(snapshot);
    this.#loadedGeneration = isOpened ? (snapshot?.generation ?? 0) : state.generation;
    this.#mustCatchUp = false;
    this.#noteGeneration(state);
    observer.observe({
      type: 'catalogue-loaded',
      from: isOpened ? 'snapshot' : 'table',
      films: await search.size(),
      tookMs: Math.round(clock.monotonicMs() - startedAt.monotonicMs),
    });
    this.#reportRefresh(state);
    if (isOpened) this.#requestRebuildWhereDue(state);
    else this.#ports.rebuild.request(this.lookNow);
  }

  #reportRefresh({ snapshot }: CatalogueState): void {
    const changed = this.#changed.size;
    this.#ports.observer.observe({ type: 'catalogue-refreshed', publishedAtMs: snapshot?.publishedAtMs, changed });
  }

  #tailSince(sinceMs: number): Promise<FilmChange[]> {
    return this.#ports.films.changesSince(sinceMs - TAIL_OVERLAP_MS);
  }

  /**
   * Whether the watermark can be trusted. A watermark in the future, from a clock that ran ahead, would hide every edit
   * made before that time. The films are then read from the table instead.
   */
  #isCredible({ name, watermarkMs }: SnapshotEntry): boolean {
    const { clock, observer } = this.#ports;
    const aheadMs = watermarkMs - clock.nowMs();
    if (!isFromTheFuture(watermarkMs, clock.nowMs())) return true;
    const error = new Error(`its watermark is ${String(Math.round(aheadMs / 1000))} s in the future`);
    observer.observe({ type: 'snapshot-unusable', name, error });
    return false;
  }

  /**
   * @returns `false` when the snapshot cannot be used. The reason goes to the observer, and the caller can read the
   * films from the table instead.
   */
  async #openSnapshot({ name, watermarkMs }: SnapshotEntry): Promise<boolean> {
    const { snapshots, search, observer } = this.#ports;
    try {
      const bytes = await snapshots.get(name);
      if (!bytes) throw new Error('it is not in the store');
      search.openSnapshot(bytes, watermarkMs - TAIL_OVERLAP_MS);
      this.#opened = name;
      return true;
    } catch (error) {
      observer.observe({ type: 'snapshot-unusable', name, error });
      return false;
    }
  }

  async #apply(changes: readonly FilmChange[]): Promise<void> {
    await this.#ports.search.apply(changes);
    for (const { id } of changes) this.#changed.add(id);
  }
}

function nameOf(snapshot: SnapshotEntry | undefined): string {
  return snapshot?.name ?? 'table';
}
