import type { Degradation } from '../../domain/degradation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import { within } from '../../resilience/deadline.ts';
import type { CurrentSearch } from './current-search.ts';

/** A health check waits at most this long for the engine. */
const CHECK_LIMIT_MS = 400;

/**
 * Watches an engine that all processes share. No process has films of its own, so there is nothing to load and no list of
 * changes to read before a search. RebuildIndex keeps the index current.
 */
export class WatchSharedIndex implements CurrentSearch {
  readonly #search: Pick<FilmSearch, 'size'>;
  readonly #clock: Clock;
  #silentSinceMs: number | undefined;

  constructor(search: Pick<FilmSearch, 'size'>, clock: Clock) {
    this.#search = search;
    this.#clock = clock;
  }

  readonly isBehind = false;
  readonly tailLength = (): number => 0;
  readonly ensure = (): Promise<void> => Promise.resolve();
  /** An engine that is down does not keep the process from starting: films can be read and edited without it. */
  readonly load = (): Promise<void> => Promise.resolve();
  readonly loadSynopses = (): Promise<void> => Promise.resolve();
  readonly settle = (): Promise<void> => Promise.resolve();

  async checkUp(): Promise<void> {
    try {
      await within(this.#clock, CHECK_LIMIT_MS, this.#search.size());
      this.#silentSinceMs = undefined;
    } catch {
      this.#silentSinceMs ??= this.#clock.nowMs();
    }
  }

  degradations(): Degradation[] {
    return this.#silentSinceMs === undefined ? [] : [{ reason: 'no-index', sinceMs: this.#silentSinceMs }];
  }
}
