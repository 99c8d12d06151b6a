import type { CacheOutcome, CachePolicy } from '../../domain/cache-policy.ts';
import type { CacheKey } from '../../domain/movie-request.ts';
import type { CacheGeneration, CacheStore } from '../../ports/cache-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EntryMemory } from '../../ports/entry-memory.ts';
import type { StoreWatch } from './store-watch.ts';

/** An entry in memory, already parsed and checked. It must never be changed, because many answers share it. */
export type Remembered = {
  readonly outcome: CacheOutcome;
  readonly storedAtMs: number;
  /** Absent for `not-found`. */
  readonly value: unknown;
  /** The approximate size of the entry in bytes. */
  readonly bytes: number;
  /** Present while the entry is stale and is served because the provider has just failed. */
  readonly hold?: { readonly untilMonotonicMs: number; readonly failure: string } | undefined;
};

/**
 * This instance's memory in front of the store. Every purge raises the store's generation. The memory serves its
 * entries for at most `generationMs` after the generation was last read, and is cleared when the generation has
 * changed.
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

  /** The entry in memory, even if it has been purged since. */
  peek(key: CacheKey): Remembered | undefined {
    return this.#memory.get(key.entry);
  }

  /** Reads the store's generation if the last read is too old. This limits how long purged entries remain in memory. */
  async ensureCurrent(): Promise<void> {
    if (this.#clock.monotonicMs() - this.#lookedAtMs < this.#generationMs) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Takes note of a generation that was read. @returns whether something was purged since the last call */
  noteGeneration({ number }: CacheGeneration): boolean {
    this.#lookedAtMs = this.#clock.monotonicMs();
    if (this.#generation === number) return false;
    const isFirst = this.#generation === undefined;
    // Entries that were kept while the store had not answered yet may have been purged since.
    this.#memory.clear();
    this.#generation = number;
    return !isFirst;
  }

  /**
   * @param generation the generation that was read together with the entry. If another generation has been read since,
   * the entry may have been purged, so it is not kept. Absent for an entry from the provider.
   */
  remember(key: CacheKey, entry: Remembered, generation = this.#generation): void {
    if (generation === this.#generation) this.#memory.set(key.entry, entry, entry.bytes);
  }

  /**
   * Reads the store's generation. If the store does not answer, the memory keeps its entries, because an entry that may
   * have been purged is better than none.
   */
  async #look(): Promise<void> {
    const read = await this.#watch.attempt('generation', () => this.#store.readGeneration());
    if (read) this.noteGeneration(read.result);
    else this.#lookedAtMs = this.#clock.monotonicMs();
  }
}
