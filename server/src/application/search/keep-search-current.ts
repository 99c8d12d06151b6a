import type { FilmChange } from '../../domain/film.ts';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SearchSnapshotStore } from '../../ports/search-snapshot-store.ts';
import type { SnapshotRebuild } from '../../ports/snapshot-rebuild.ts';

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
 * first, then the tail at most once a second and only when somebody asks, and a new snapshot when there is one.
 */
export class KeepSearchCurrent {
  readonly #ports: KeepSearchCurrentPorts;
  /** Name of the snapshot that was current at the last load; `'table'` when there was none. */
  #loaded: string | undefined;
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #lookedAtMs = -Infinity;
  /** By the clock that the writers have too. */
  #tailReadAtMs = 0;
  /** Films that have changed since the snapshot that was loaded. */
  #changed = new Set<string>();

  constructor(ports: KeepSearchCurrentPorts) {
    this.#ports = ports;
  }

  /**
   * Resolves when a search may be answered. Waits for the first load, which rejects when the table cannot be read; later
   * a table that does not answer leaves the search as it is, and that is observed.
   */
  async ensure(): Promise<void> {
    const { clock, observer } = this.#ports;
    if (this.#loaded === undefined) return this.#load();
    if (clock.monotonicMs() - this.#lookedAtMs < TAIL_MAX_AGE_MS) return;
    this.#refreshing ??= this.#refresh()
      .catch((error: unknown) => {
        observer.observe({ type: 'catalogue-refresh-failed', error });
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }

  /** Resolves when nothing is being read any more, whatever came of it: for whoever is about to close the table. */
  async settle(): Promise<void> {
    await this.#refreshing;
    await this.#loading?.catch(() => undefined);
  }

  async #refresh(): Promise<void> {
    const { clock, pointer } = this.#ports;
    const sleptMs = clock.monotonicMs() - this.#lookedAtMs;
    this.#lookedAtMs = clock.monotonicMs();
    const readAtMs = clock.nowMs();
    const [state, changes] = await Promise.all([pointer.read(), this.#tailSince(this.#tailReadAtMs)]);
    this.#apply(changes);
    this.#tailReadAtMs = readAtMs;
    if (state.snapshot && state.snapshot.name !== this.#loaded) {
      const loading = this.#load();
      if (sleptMs > STALE_AFTER_MS) await loading;
      else this.#observeFailure(loading);
    }
    this.#requestRebuildWhereDue(state);
  }

  #requestRebuildWhereDue({ generation, snapshot }: CatalogueState): void {
    const isBehind = snapshot === undefined || snapshot.generation < generation;
    const ageMs = this.#ports.clock.nowMs() - (snapshot?.publishedAtMs ?? 0);
    const isLong = this.#changed.size >= REBUILD_AFTER_CHANGES && ageMs > MIN_REBUILD_AGE_MS;
    if (isBehind || isLong) this.#ports.rebuild.request();
  }

  /** Searches go on over the old films until the new ones are all there. */
  #observeFailure(loading: Promise<void>): void {
    loading.catch((error: unknown) => {
      this.#ports.observer.observe({ type: 'catalogue-refresh-failed', error });
    });
  }

  #load(): Promise<void> {
    this.#loading ??= this.#loadAll().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #loadAll(): Promise<void> {
    const { clock, films, search, pointer, observer } = this.#ports;
    const startedMs = clock.monotonicMs();
    const startedAtMs = clock.nowMs();
    const state = await pointer.read();
    const { snapshot } = state;
    // Side by side: a starting instance waits for both.
    const [isOpened, tail] = snapshot
      ? await Promise.all([this.#openSnapshot(snapshot), this.#tailSince(snapshot.watermarkMs)])
      : [false, []];
    if (!isOpened) await search.load(films.scan());
    this.#changed = new Set();
    this.#apply(isOpened ? tail : await this.#tailSince(startedAtMs));
    this.#tailReadAtMs = startedAtMs;
    this.#lookedAtMs = clock.monotonicMs();
    // Also of one that cannot be used, so that it is not tried again every second.
    this.#loaded = snapshot?.name ?? 'table';
    observer.observe({
      type: 'catalogue-loaded',
      from: isOpened ? 'snapshot' : 'table',
      films: search.size(),
      tookMs: Math.round(clock.monotonicMs() - startedMs),
    });
    if (isOpened) this.#requestRebuildWhereDue(state);
    else this.#ports.rebuild.request();
  }

  #tailSince(sinceMs: number): Promise<FilmChange[]> {
    return this.#ports.films.changesSince(sinceMs - TAIL_OVERLAP_MS);
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
