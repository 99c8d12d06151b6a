import type { Observer } from '../../ports/observer.ts';
import type { SnapshotRebuild } from '../../ports/snapshot-rebuild.ts';
import type { RebuildSnapshot } from './rebuild-snapshot.ts';

/** Rebuilds in this process, one at a time, while requests go on. For runtimes that are not frozen between requests. */
export class BackgroundRebuild implements SnapshotRebuild {
  readonly #rebuild: RebuildSnapshot;
  readonly #observer: Observer;
  #isRunning = false;

  constructor(rebuild: RebuildSnapshot, observer: Observer) {
    this.#rebuild = rebuild;
    this.#observer = observer;
  }

  request(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      await this.#rebuild.execute();
    } catch (error) {
      this.#observer.observe({ type: 'snapshot-rebuild-failed', error });
    } finally {
      this.#isRunning = false;
    }
  }
}
