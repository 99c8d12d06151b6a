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
 * How long the next rebuild waits after the first failure. Each further failure in a row doubles the time. The rebuild of
 * a catalogue that needs more memory than the process has fails every time. Without a pause it took a whole core.
 */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Rebuilds the snapshot in this process while it serves requests, with one rebuild at a time, and a pause after each that
 * failed. Runtimes that do not freeze between requests use this class.
 */
export class BackgroundRebuild implements SnapshotRebuild {
  readonly #rebuild: Pick<RebuildSnapshot, 'execute'>;
  readonly #clock: Clock;
  readonly #observer: Observer;
  #isRunning = false;
  #failures = 0;
  #pauseEndsMs = -Infinity;

  constructor(rebuild: Pick<RebuildSnapshot, 'execute'>, clock: Clock, observer: Observer) {
    this.#rebuild = rebuild;
    this.#clock = clock;
    this.#observer = observer;
  }

  request(onPublished: () => Promise<void>): void {
    if (this.#isRunning || this.#clock.monotonicMs() < this.#pauseEndsMs) return;
    this.#isRunning = true;
    void this.#run(onPublished);
  }

  async #run(onPublished: () => Promise<void>): Promise<void> {
    let isBuilt = false;
    try {
      // A rebuild reports its own failure. Only one that hangs does not.
      const built = await within(
        this.#clock,
        LIMIT_MS,
        this.#rebuild.execute().catch(() => undefined),
      );
      isBuilt = built !== undefined;
      if (isBuilt) await onPublished();
    } catch (error) {
      this.#observer.observe({ type: 'snapshot-rebuild-failed', error });
    } finally {
      this.#isRunning = false;
      this.#failures = isBuilt ? 0 : this.#failures + 1;
      const pauseMs = isBuilt ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
      this.#pauseEndsMs = this.#clock.monotonicMs() + pauseMs;
    }
  }
}
