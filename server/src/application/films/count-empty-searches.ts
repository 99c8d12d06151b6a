import type { FilmQuery, FilmSearchResult } from '../../domain/film-query.ts';
import { textToCount } from '../../domain/searches-without-results.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SearchesWithoutResults } from '../../ports/searches-without-results.ts';

/** An instance counts at most one search in this time, so that a flood of searches is not a flood of writes. */
const EVERY_MS = 1_000;

/**
 * Counts the searches that found nothing. The answer waits for the write, because some runtimes freeze the process
 * after the answer. The store limits how long a write takes. If it fails, the answer is the same.
 */
export class CountEmptySearches {
  readonly #searches: SearchesWithoutResults;
  readonly #clock: Clock;
  readonly #observer: Observer;
  #countedAtMs = -Infinity;

  constructor(searches: SearchesWithoutResults, clock: Clock, observer: Observer) {
    this.#searches = searches;
    this.#clock = clock;
    this.#observer = observer;
  }

  /** Never rejects. */
  async execute(query: FilmQuery, answer: FilmSearchResult): Promise<void> {
    const text = textToCount(query, answer);
    const startedMs = this.#clock.monotonicMs();
    if (text === undefined || startedMs - this.#countedAtMs < EVERY_MS) return;
    this.#countedAtMs = startedMs;
    try {
      await this.#searches.add(text, this.#clock.nowMs());
    } catch (error) {
      this.#observer.observe({ type: 'search-count-lost', error });
    }
  }
}
