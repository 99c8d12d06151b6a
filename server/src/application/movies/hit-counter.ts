import type { CachePolicy } from '../../domain/cache-policy.ts';
import type { CacheKey } from '../../domain/movie-request.ts';
import type { Background } from '../../ports/background.ts';
import type { CacheStore } from '../../ports/cache-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';

/**
 * The hits of one cache key. `stored` is the last known value of the store's counter. `sending` hits are being added to
 * that counter. `pending` hits wait for the next flush.
 */
type Tally = { readonly key: CacheKey; stored: number; sending: number; pending: number };

/**
 * The maximum number of tallies. This is more than the number of entries that fit into memory. A tally takes about 300
 * bytes.
 */
const MAX_TALLIES = 10_000;

/** The maximum number of writes that run at once. */
const WRITES_AT_ONCE = 10;

/**
 * Counts hits in this instance and adds them to the store's counters. At least `flushMs` pass between two flushes. If
 * more time than that has passed when a hit comes, the hit is written at once. A killed instance loses the hits since
 * its last flush. A write whose outcome is unknown is not repeated, so that no hit is counted twice. The hits of such a
 * write are reported as possibly lost.
 */
export class HitCounter {
  readonly #store: CacheStore;
  readonly #clock: Clock;
  readonly #background: Background;
  readonly #observer: Observer;
  readonly #flushMs: number;
  readonly #tallies = new Map<string, Tally>();
  #isScheduled = false;
  #flushedAtMs = -Infinity;

  constructor(store: CacheStore, clock: Clock, background: Background, observer: Observer, policy: CachePolicy) {
    this.#store = store;
    this.#clock = clock;
    this.#background = background;
    this.#observer = observer;
    this.#flushMs = policy.flushMs;
  }

  /** Records the value that a read of the store's counter has returned. */
  learn(key: CacheKey, storedHits: number): void {
    const tally = this.#tallyOf(key);
    // While a write is running, the value may or may not include the hits of that write. It is better to show too few
    // hits than too many.
    tally.stored = tally.sending > 0 ? Math.max(tally.stored, storedHits - tally.sending) : storedHits;
  }

  /** Counts a hit. @returns the total, including this hit */
  count(key: CacheKey): number {
    this.#tallyOf(key).pending += 1;
    this.#schedule();
    return this.total(key);
  }

  /** The number of hits of a key, as far as this instance knows. */
  total(key: CacheKey): number {
    const { stored, sending, pending } = this.#tallyOf(key);
    return stored + sending + pending;
  }

  /** Writes the pending hits and waits for the writes. Never rejects. */
  async flush(): Promise<void> {
    this.#flushedAtMs = this.#clock.monotonicMs();
    const due = [...this.#tallies.values()].filter((tally) => tally.pending > 0 && tally.sending === 0);
    const workers = Array.from({ length: WRITES_AT_ONCE }, async () => {
      for (let tally = due.pop(); tally; tally = due.pop()) await this.#send(tally);
    });
    await Promise.all(workers);
  }

  async #send(tally: Tally): Promise<void> {
    tally.sending = tally.pending;
    tally.pending = 0;
    const outcome = await this.#store.addHits(tally.key, tally.sending, this.#clock.nowMs());
    if (outcome.type === 'counted') tally.stored = outcome.hits;
    else if (outcome.type === 'not-counted') tally.pending += tally.sending;
    else this.#observer.observe({ type: 'cache-hits-lost', hits: tally.sending });
    tally.sending = 0;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const delayMs = Math.max(0, this.#flushedAtMs + this.#flushMs - this.#clock.monotonicMs());
    this.#background.run(delayMs, async () => {
      await this.flush();
      this.#isScheduled = false;
      if ([...this.#tallies.values()].some((tally) => tally.pending > 0)) this.#schedule();
    });
  }

  #tallyOf(key: CacheKey): Tally {
    const known = this.#tallies.get(key.entry);
    if (known) return known;
    const tally = { key, stored: 0, sending: 0, pending: 0 };
    this.#tallies.set(key.entry, tally);
    if (this.#tallies.size > MAX_TALLIES) this.#forgetOne();
    return tally;
  }

  /** Drops the oldest tally whose hits have all been written. */
  #forgetOne(): void {
    for (const [name, tally] of this.#tallies) {
      if (tally.pending + tally.sending > 0) continue;
      this.#tallies.delete(name);
      return;
    }
  }
}
