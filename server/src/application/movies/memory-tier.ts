import type { CacheOutcome, CachePolicy } from '../../domain/cache-policy.ts';
import type { CacheKey } from '../../domain/movie-request.ts';
import type { CacheGeneration, CacheStore } from '../../ports/cache-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EntryMemory } from '../../ports/entry-memory.ts';
import type { StoreWatch } from './store-watch.ts';

/** An entry as memory holds it: read and checked. Never to be changed, since many answers share it. */
export type Remembered = {
  readonly outcome: CacheOutcome;
  readonly storedAtMs: number;
  /** Absent for `not-found`. */
  readonly value: unknown;
  /** About what it occupies. */
  readonly bytes: number;
  /** Set while a stale entry stands in for a provider that has just failed. */
  readonly hold?: { readonly untilMonotonicMs: number; readonly failure: string } | undefined;
};

/**
 * This instance's memory in front of the store. What it holds is served for at most `generationMs` after the store's
 * generation was last read; a generation that has changed empties it.
 */
export class MemoryTier {
  readonly #memory: EntryMemory<Remembered>;
  readonly #store: CacheStore;
  readonly #watch: StoreWatch;
  readonly #clock: Clock;
  readonly #generationMs: number;
  #generation: number | undefined;
  #lookedAtMs = -Infinity;
  #looking: Promise<void> | undefined;

  constructor(
    memory: EntryMemory<Remembered>,
    store: CacheStore,
    watch: StoreWatch,
    clock: Clock,
    policy: CachePolicy,
  ) {
    this.#memory = memory;
    this.#store = store;
    this.#watch = watch;
    this.#clock = clock;
    this.#generationMs = policy.generationMs;
  }

  /** What is held, purged or not. */
  peek(key: CacheKey): Remembered | undefined {
    return this.#memory.get(key.entry);
  }

  /** Makes sure that what is held has not been purged for long: one read of the store when the last is too old. */
  async ensureCurrent(): Promise<void> {
    if (this.#clock.monotonicMs() - this.#lookedAtMs < this.#generationMs) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** @returns whether it shows that something was purged since the last look */
  noteGeneration({ number }: CacheGeneration): boolean {
    this.#lookedAtMs = this.#clock.monotonicMs();
    const hasChanged = this.#generation !== undefined && this.#generation !== number;
    if (hasChanged) this.#memory.clear();
    this.#generation = number;
    return hasChanged;
  }

  /**
   * @param generation that was read along with the entry; when another has been seen since, the entry may be purged and is
   * not kept. Absent for what comes from the provider.
   */
  remember(key: CacheKey, entry: Remembered, generation = this.#generation): void {
    if (generation === this.#generation) this.#memory.set(key.entry, entry, entry.bytes);
  }

  /** A store that does not answer leaves memory as it is: an answer that may be purged is better than none. */
  async #look(): Promise<void> {
    const read = await this.#watch.attempt('generation', () => this.#store.readGeneration());
    if (read) this.noteGeneration(read.result);
    else this.#lookedAtMs = this.#clock.monotonicMs();
  }
}
