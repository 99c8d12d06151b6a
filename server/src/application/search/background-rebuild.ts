import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SnapshotRebuild } from '../../ports/snapshot-rebuild.ts';
import { within } from '../../resilience/deadline.ts';
import type { RebuildSnapshot } from './rebuild-snapshot.ts';

/**
 * A rebuild that takes longer than this counts as hung, so that the next one can begin. A million films take about three
 * and a half minutes.
 */
const LIMIT_MS = 15 * 60_000;

/**
 * Rebuilds the snapshot in this process while it serves requests, with one rebuild at a time. Runtimes that do not
 * freeze between requests use this class.
 */
export class BackgroundRebuild implements SnapshotRebuild {
  readonly #rebuild: Pick<RebuildSnapshot, 'execute'>;
  readonly #clock: Clock;
  readonly #observer: Observer;
  #isRunning = false;

  constructor(rebuild: Pick<RebuildSnapshot, 'execute'>, clock: Clock, observer: Observer) {
    this.#rebuild = rebuild;
    this.#clock = clock;
    this.#observer = observer;
  }

  request(onPublished: () => Promise<void>): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run(onPublished);
  }

  async #run(onPublished: () => Promise<void>): Promise<void> {
    try {
      // A rebuild reports its own failure. Only one that hangs does not.
      const built = await within(
        this.#clock,
        LIMIT_MS,
        this.#rebuild.execute().catch(() => undefined),
      );
      if (built) await onPublished();
    } catch (error) {
      this.#observer.observe({ type: 'snapshot-rebuild-failed', error });
    } finally {
      this.#isRunning = false;
    }
  }
}
