import type { Degradation } from '../../domain/degradation.ts';

/** What the use cases and the health check need to know of the engine that answers searches. */
export interface CurrentSearch {
  /**
   * Resolves when a search may be answered.
   *
   * @throws MarqueeError `upstream-unavailable`
   */
  ensure(): Promise<void>;

  /** Prepares the engine when the process starts, which may take longer than a request. */
  load(): Promise<void>;

  /** Called if an answer lacks the synopses (`IndexAnswer.lacksSynopses`). Resolves when they are loaded or cannot be. */
  loadSynopses(): Promise<void>;

  /** Whether films are known to be missing. */
  readonly isBehind: boolean;

  /** The number of films that changed since the snapshot that this instance has loaded. */
  tailLength(): number;

  /** Used by health checks, so that {@link degradations} is correct even while nobody searches. Takes at most 0.4 s. */
  checkUp(): Promise<void>;

  /** The ways in which search is degraded. The list is empty while nothing is wrong. */
  degradations(): Degradation[];

  /** Resolves when no read is running any more. */
  settle(): Promise<void>;
}
