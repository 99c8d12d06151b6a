import { classify, expiresAtMs, type CachePolicy } from '../../domain/cache-policy.ts';
import { providerBusy } from '../../domain/errors.ts';
import type { CacheKey } from '../../domain/movie-request.ts';
import type { CacheStore } from '../../ports/cache-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import type { MoviesAnswered, Observer } from '../../ports/observer.ts';
import type { CachedRequest } from './cached-request.ts';
import type { Filled, KeyFiller } from './key-filler.ts';
import type { HitCounter } from './hit-counter.ts';
import type { MemoryTier, Remembered } from './memory-tier.ts';
import { remembered } from './remembered.ts';
import type { StoreWatch } from './store-watch.ts';

export type CachedAnswer<T> = {
  /** `undefined` if the movie does not exist. */
  readonly value: T | undefined;
  readonly served: MoviesAnswered;
};

/**
 * This many requests may wait for the store or the provider at once. Each may wait for 18 s and keeps a connection, of which a
 * server has 1,000.
 */
const MOST_WAITING = 300;

type Deps = {
  readonly store: CacheStore;
  readonly memory: MemoryTier;
  readonly filler: KeyFiller;
  readonly hits: HitCounter;
  readonly provider: Pick<MovieProvider, 'refusal'>;
  readonly watch: StoreWatch;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly policy: CachePolicy;
};

/**
 * Answers from memory, otherwise from the shared store, otherwise from the provider. Concurrent requests for a key
 * share one call to the provider; see docs/movies-cache.md. When the provider fails, a stale answer is better than
 * none.
 */
export class ReadThrough {
  readonly #deps: Deps;
  /** Concurrent requests for a key share one promise, whether it resolves or rejects. */
  readonly #flights = new Map<string, Promise<Filled>>();
  #waiting = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * @throws MarqueeError `provider-busy` if 300 requests already wait; the error of MovieProvider if the provider fails
   * and no stale answer can be served
   */
  async get<T>(request: CachedRequest<T>): Promise<CachedAnswer<T>> {
    const refusal = this.#deps.provider.refusal();
    if (refusal?.kind === 'not-configured') throw refusal;
    const held = await this.#fromMemory(request.key);
    if (held) return this.#answer(request, held, false);
    if (this.#waiting >= MOST_WAITING) throw providerBusy();
    const flight = this.#flights.get(request.key.entry);
    this.#waiting += 1;
    try {
      return this.#answer(request, await (flight ?? this.#takeOff(request)), flight !== undefined);
    } finally {
      this.#waiting -= 1;
    }
  }

  async #fromMemory(key: CacheKey): Promise<Filled | undefined> {
    if (!this.#servable(key)) return undefined;
    await this.#deps.memory.ensureCurrent();
    return this.#servable(key);
  }

  #servable(key: CacheKey): Filled | undefined {
    const entry = this.#deps.memory.peek(key);
    if (!entry) return undefined;
    const { clock, policy } = this.#deps;
    const freshness = classify(entry, clock.nowMs(), policy);
    if (freshness === 'fresh') return { status: 'hit', tier: 'memory', stored: true, entry };
    return freshness === 'stale' && entry.hold && entry.hold.untilMonotonicMs > clock.monotonicMs()
      ? { status: 'stale', tier: 'memory', stored: true, entry, failure: entry.hold.failure }
      : undefined;
  }

  #takeOff<T>(request: CachedRequest<T>): Promise<Filled> {
    const flight = this.#find(request).finally(() => {
      this.#flights.delete(request.key.entry);
    });
    this.#flights.set(request.key.entry, flight);
    return flight;
  }

  async #find<T>(request: CachedRequest<T>): Promise<Filled> {
    const { store, memory, filler, hits, watch, clock, policy } = this.#deps;
    let read = await watch.attempt('read', () => store.read(request.key, clock.nowMs()));
    // The read has shown that a purge took place. The entry may be older than that purge if it comes from a replica
    // that lags behind.
    if (read && memory.noteGeneration(read.result.generation) && read.result.entry) {
      read = await watch.attempt('read', () => store.read(request.key, clock.nowMs(), true));
    }
    if (!read) return filler.fillAlone(request, this.#stale(memory.peek(request.key)));
    const { entry, generation, hits: storedHits } = read.result;
    hits.learn(request.key, storedHits);
    const found = remembered(entry, request);
    if (found && classify(found, clock.nowMs(), policy) === 'fresh') {
      memory.remember(request.key, found, generation.number);
      return { status: 'hit', tier: 'store', stored: true, entry: found };
    }
    return filler.fill(request, this.#stale(found) ?? this.#stale(memory.peek(request.key)));
  }

  #stale(entry: Remembered | undefined): Remembered | undefined {
    return entry && classify(entry, this.#deps.clock.nowMs(), this.#deps.policy) === 'stale' ? entry : undefined;
  }

  #answer<T>({ operation, key }: CachedRequest<T>, filled: Filled, collapsed: boolean): CachedAnswer<T> {
    const { hits, clock, observer, policy } = this.#deps;
    const { status, tier, stored, entry, failure } = filled;
    const served: MoviesAnswered = {
      type: 'movies-answered',
      operation,
      status,
      tier,
      collapsed,
      stored,
      hits: status === 'miss' ? hits.total(key) : hits.count(key),
      nowMs: clock.nowMs(),
      storedAtMs: entry.storedAtMs,
      expiresAtMs: expiresAtMs(entry, policy),
      ...(failure !== undefined && { failure }),
    };
    observer.observe(served);
    // The entry comes from a request with the same key, so its value has the same type.
    return { value: entry.value as T | undefined, served };
  }
}
