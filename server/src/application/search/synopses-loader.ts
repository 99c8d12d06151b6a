import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SnapshotFeed } from '../../ports/search-feed.ts';
import type { SearchSnapshotStore } from '../../ports/search-snapshot-store.ts';
import { within } from '../../resilience/deadline.ts';
import { synopsesOf } from './snapshot-names.ts';

/** A search waits at most this long for the synopses, and is then answered without them. Their file has 5.7 MB. */
const WAIT_MS = 3_000;

/** If the synopses could not be read, searches are answered without them for this long, and no search waits. */
export const SYNOPSES_RETRY_AFTER_MS = 30_000;

type Ports = {
  readonly search: Pick<SnapshotFeed, 'openSynopses'>;
  readonly snapshots: Pick<SearchSnapshotStore, 'get'>;
  readonly clock: Clock;
  readonly observer: Observer;
};

/** Loads the synopses of a snapshot when a search first needs them. */
export class SynopsesLoader {
  readonly #ports: Ports;
  /** The snapshot whose synopses were loaded last, or are being loaded. */
  #snapshot: string | undefined;
  #loading: Promise<void> | undefined;
  /** Before this time, by the monotonic clock, the synopses are not read again. */
  #notBeforeMs = -Infinity;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * Resolves when a search can be answered, with synopses or without. Concurrent searches share one read. A failure
   * goes to the observer.
   *
   * @param current returns the name of the snapshot that is open. If another snapshot is opened during the read, the
   * next search loads the synopses of that snapshot
   */
  load(snapshot: string, current: () => string | undefined): Promise<void> {
    if (this.#snapshot !== snapshot) {
      this.#snapshot = snapshot;
      this.#loading = undefined;
      this.#notBeforeMs = -Infinity;
    }
    if (this.#ports.clock.monotonicMs() < this.#notBeforeMs) return Promise.resolve();
    return (this.#loading ??= this.#read(snapshot, current));
  }

  async #read(snapshot: string, current: () => string | undefined): Promise<void> {
    const { clock, snapshots, search, observer } = this.#ports;
    const name = synopsesOf(snapshot);
    try {
      const bytes = await within(clock, WAIT_MS, snapshots.get(name));
      if (!bytes) throw new Error('it is not in the store');
      if (current() === snapshot) search.openSynopses(bytes);
    } catch (error) {
      observer.observe({ type: 'snapshot-unusable', name, error });
      if (this.#snapshot !== snapshot) return;
      this.#loading = undefined;
      this.#notBeforeMs = clock.monotonicMs() + SYNOPSES_RETRY_AFTER_MS;
    }
  }
}
