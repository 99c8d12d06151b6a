import { isFromTheFuture } from '../../domain/clock-tolerance.ts';
import type { CataloguePointer } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { RebuildSnapshot } from '../search/rebuild-snapshot.ts';

/** How search finds what an import wrote. */
export type Findable =
  /** No film was created or changed. */
  | { readonly by: 'nothing-new' }
  /** By the list of changes, which every running instance reads once a second. */
  | { readonly by: 'changes'; readonly films: number }
  /** By a snapshot. `films` is how many it holds, `undefined` when another process built it; `tookMs` counts from the last row. */
  | { readonly by: 'snapshot'; readonly films: number | undefined; readonly tookMs: number }
  /** By the snapshot that a running server or the next start will build: the import was interrupted, or could not build it. */
  | { readonly by: 'later-snapshot' };

export type BulkImportPorts = {
  readonly pointer: CataloguePointer;
  readonly rebuild: Pick<RebuildSnapshot, 'execute'>;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Text that no other run of an import has. */
  readonly uniqueName: () => string;
};

/** Far below the two minutes after which an import counts as killed (`ABANDONED_AFTER_MS`). */
const OPEN_AGAIN_AFTER_MS = 10_000;

/** When two snapshots are built at once, one is discarded. Give up after five. */
const MAX_BUILDS = 5;

/**
 * An import's entry on the list of open imports, while it writes films that the list of changes does not hold. The entry
 * prevents a snapshot that is built meanwhile from counting as complete, also when the import is killed.
 *
 *     open ──> write, open every 10 s, write ──> advance ──> build a snapshot ──> close
 *                     └── fails, interrupted ──> advance ────────────────────────> close: others build it
 *                     └── killed: after two minutes others build a snapshot and close it
 */
export class BulkImport {
  readonly #ports: BulkImportPorts;
  readonly #id: string;
  #openedAtMs: number | undefined;

  constructor(ports: BulkImportPorts) {
    this.#ports = ports;
    this.#id = ports.uniqueName();
  }

  get isOpen(): boolean {
    return this.#openedAtMs !== undefined;
  }

  /**
   * To be awaited before the first write. When the current snapshot comes from the future, readers do not see the list of
   * changes. The import then builds a snapshot, however small it is.
   */
  async begin(): Promise<void> {
    const { clock, pointer } = this.#ports;
    const { snapshot } = await pointer.read();
    if (snapshot && isFromTheFuture(snapshot.watermarkMs, clock.nowMs())) await this.open();
  }

  /** To be awaited before each write; asks the store once in 10 s. */
  async open(): Promise<void> {
    const { clock, pointer } = this.#ports;
    const nowMs = clock.monotonicMs();
    if (this.#openedAtMs !== undefined && nowMs - this.#openedAtMs < OPEN_AGAIN_AFTER_MS) return;
    await pointer.openImport(this.#id, clock.nowMs());
    this.#openedAtMs = nowMs;
  }

  /** Builds a snapshot that has all films of this import; to be called after the last write. */
  async buildSnapshot(): Promise<Findable> {
    const { clock, pointer, rebuild, observer } = this.#ports;
    const startedMs = clock.monotonicMs();
    try {
      await pointer.openImport(this.#id, clock.nowMs());
      const { generation } = await pointer.read();
      for (let builds = 0; builds < MAX_BUILDS; builds += 1) {
        const built = await rebuild.execute();
        // A snapshot of another builder has all films if it was begun after the last of them was written.
        const { snapshot } = await pointer.read();
        if (!snapshot || snapshot.generation < generation) continue;
        await pointer.closeImports([this.#id]);
        const films = built.outcome === 'published' ? built.films : undefined;
        return { by: 'snapshot', films, tookMs: clock.monotonicMs() - startedMs };
      }
    } catch (error) {
      observer.observe({ type: 'snapshot-rebuild-failed', error });
    }
    await this.leave();
    return { by: 'later-snapshot' };
  }

  /** Leaves the snapshot to others. If the store fails, the import stays open until it counts as killed. */
  async leave(): Promise<void> {
    if (!this.isOpen) return;
    const { pointer } = this.#ports;
    await pointer
      .advance()
      .then(() => pointer.closeImports([this.#id]))
      .catch(() => undefined);
  }
}
