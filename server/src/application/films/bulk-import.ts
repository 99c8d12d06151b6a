import { isFromTheFuture } from '../../domain/clock-tolerance.ts';
import type { CataloguePointer } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { RebuildSnapshot } from '../search/rebuild-snapshot.ts';

/** How search finds the films that an import wrote. */
export type Findable =
  /** No film was created or changed. */
  | { readonly by: 'nothing-new' }
  /** In the list of changes. Every running instance reads the list at most once a second, when a search comes. */
  | { readonly by: 'changes'; readonly films: number }
  /**
   * In a snapshot. `films` is the number of films in the snapshot, `undefined` when another process built it. `tookMs`
   * is the time from the last row to the snapshot.
   */
  | { readonly by: 'snapshot'; readonly films: number | undefined; readonly tookMs: number }
  /** In a snapshot that a server will build later, because the import was interrupted or could not build one. */
  | { readonly by: 'later-snapshot' };

export type BulkImportPorts = {
  readonly pointer: CataloguePointer;
  readonly rebuild: Pick<RebuildSnapshot, 'execute'>;
  readonly clock: Clock;
  readonly observer: Observer;
  /**
   * Returns a new text at each call. The text names this run of the import, so no other run may ever get the same text.
   */
  readonly uniqueName: () => string;
};

/**
 * An open import renews its entry in the list of open imports this often. It counts as killed only after two minutes
 * without a renewal (`ABANDONED_AFTER_MS`).
 */
const OPEN_AGAIN_AFTER_MS = 10_000;

/**
 * When two processes build a snapshot at once, one of the snapshots is discarded. If it is the snapshot of this import,
 * and the other one may lack films of the import, the import builds another one. It builds at most this many snapshots
 * in all.
 */
const MAX_BUILDS = 5;

/**
 * The entry of an import in the list of open imports. The entry exists while the import writes films that do not enter
 * the list of changes. A snapshot that is built while the entry exists does not count as complete. If the import is
 * killed, its entry remains. In the drawing, `advance` raises the generation, which shows all instances that the
 * current snapshot is outdated.
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
   * Must be awaited before the first write. If the watermark of the current snapshot lies in the future, readers of
   * that snapshot will skip the changes that were made before that time. So in this case even a small import builds a
   * snapshot.
   */
  async begin(): Promise<void> {
    const { clock, pointer } = this.#ports;
    const { snapshot } = await pointer.read();
    if (snapshot && isFromTheFuture(snapshot.watermarkMs, clock.nowMs())) await this.open();
  }

  /** Must be awaited before each write. Calls the store at most once every 10 s. */
  async open(): Promise<void> {
    const { clock, pointer } = this.#ports;
    const nowMs = clock.monotonicMs();
    if (this.#openedAtMs !== undefined && nowMs - this.#openedAtMs < OPEN_AGAIN_AFTER_MS) return;
    await pointer.openImport(this.#id, clock.nowMs());
    this.#openedAtMs = nowMs;
  }

  /**
   * Makes search find the films of this import: builds a snapshot, or lets another process build it if the import was
   * interrupted. Must be called after the last write.
   */
  async finish(signal?: AbortSignal): Promise<Findable> {
    if (!this.isOpen) return { by: 'nothing-new' };
    if (!signal?.aborted) return this.#buildSnapshot();
    await this.leave();
    return { by: 'later-snapshot' };
  }

  async #buildSnapshot(): Promise<Findable> {
    const { clock, pointer, rebuild, observer } = this.#ports;
    const startedMs = clock.monotonicMs();
    try {
      await pointer.openImport(this.#id, clock.nowMs());
      const { generation } = await pointer.read();
      for (let builds = 0; builds < MAX_BUILDS; builds += 1) {
        const built = await rebuild.execute().catch(() => undefined);
        // The rebuild has reported its failure.
        if (!built) break;
        // The snapshot of another builder has all films of this import if its build began after the last film was
        // written.
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

  /** Lets another process build the snapshot. If the store fails, the import stays open until it counts as killed. */
  async leave(): Promise<void> {
    if (!this.isOpen) return;
    const { pointer } = this.#ports;
    await pointer
      .advance()
      .then(() => pointer.closeImports([this.#id]))
      .catch(() => undefined);
  }
}
