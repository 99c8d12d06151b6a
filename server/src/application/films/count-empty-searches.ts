import type { FilmQuery, FilmSearchResult } from '../../domain/film-query.ts';
import { textToCount } from '../../domain/searches-without-results.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SearchesWithoutResults } from '../../ports/searches-without-results.ts';

/**
 * Somebody who types pauses for less than this time between two letters. The page searches with each letter, and looks
 * for similar titles 500 ms after the last one.
 */
const MEANT_AFTER_MS = 400;

/** An instance counts at most one search in this time, so that a flood of searches is not a flood of writes. */
const EVERY_MS = 1_000;

/** The maximum number of texts that wait until they are counted. Of more texts, the latest are counted. */
const MAX_WAITING = 20;

type Waiting = { readonly text: string; readonly atMs: number; readonly startedMs: number };

/**
 * Counts the texts that people meant and that found nothing. A text that is only a step of typing is not counted:
 * of "x", "xy" and "xyz", typed without a pause, only "xyz" is. So a text waits in memory until a later search, of any
 * kind, and is then counted. That search waits for the write, because some runtimes freeze the process after the answer.
 * The store limits how long a write takes. If it fails, the answer is the same.
 */
export class CountEmptySearches {
  readonly #searches: Pick<SearchesWithoutResults, 'add'>;
  readonly #clock: Clock;
  readonly #observer: Observer;
  #waiting: readonly Waiting[] = [];
  #countedAtMs = -Infinity;

  constructor(searches: Pick<SearchesWithoutResults, 'add'>, clock: Clock, observer: Observer) {
    this.#searches = searches;
    this.#clock = clock;
    this.#observer = observer;
  }

  /** Called with every search, whatever it found. Never rejects. */
  async execute(query: FilmQuery, answer: FilmSearchResult): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const isMeant = ({ startedMs }: Waiting) => nowMs - startedMs >= MEANT_AFTER_MS;
    const text = textToCount(query, answer);
    // A repeat of a text that waits does not restart its wait.
    const isRepeated = this.#waiting.some((one) => one.text === text && !isMeant(one));
    if (text !== undefined && !isRepeated) {
      const others = this.#waiting.filter((one) => isMeant(one) || !isStepBetween(one.text, text));
      this.#waiting = [...others, { text, atMs: this.#clock.nowMs(), startedMs: nowMs }].slice(-MAX_WAITING);
    }
    const meant = this.#waiting.find(isMeant);
    if (!meant || nowMs - this.#countedAtMs < EVERY_MS) return;
    this.#waiting = this.#waiting.filter((one) => one !== meant);
    this.#countedAtMs = nowMs;
    try {
      await this.#searches.add(meant.text, meant.atMs);
    } catch (error) {
      this.#observer.observe({ type: 'search-count-lost', error });
    }
  }
}

/** Whether somebody who types or deletes letters comes from one text to the other. */
function isStepBetween(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
