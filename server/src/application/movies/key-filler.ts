import { classify, disposableAtMs, jittered, type CachePolicy } from '../../domain/cache-policy.ts';
import { isMarqueeError } from '../../domain/errors.ts';
import type { CacheKey } from '../../domain/movie-request.ts';
import type { CacheEntry, CacheStore } from '../../ports/cache-store.ts';
import type { CacheLease, LeaseFailure } from '../../ports/cache-lease.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import type { Observer } from '../../ports/observer.ts';
import { toLeaseFailure, waitForHolder } from './lease-wait.ts';
import type { MemoryTier, Remembered } from './memory-tier.ts';
import { callProvider, providerTimeout } from './provider-call.ts';
import type { CachedRequest } from './cached-request.ts';
import { remembered } from './remembered.ts';
import type { StoreWatch } from './store-watch.ts';

/** An entry that answers a request, and where the entry comes from. */
export type Filled = {
  readonly status: 'hit' | 'miss' | 'stale';
  readonly tier: 'memory' | 'store' | 'provider';
  readonly stored: boolean;
  readonly entry: Remembered;
  readonly failure?: string | undefined;
};

type Deps = {
  readonly store: CacheStore;
  readonly lease: CacheLease;
  readonly memory: MemoryTier;
  readonly provider: Pick<MovieProvider, 'refusal'>;
  readonly watch: StoreWatch;
  readonly clock: Clock;
  readonly random: () => number;
  /** Returns a new text at each call. No other instance ever returns the same text. */
  readonly newOwner: () => string;
  readonly observer: Observer;
  readonly policy: CachePolicy;
};

/**
 * Fills a key that has no fresh entry: calls the provider and stores its answer. Even if many instances fill the same
 * key at once, only one of them calls the provider.
 */
export class KeyFiller {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * @param stale the stale entry to serve if the provider fails; absent if there is none
   * @throws MarqueeError the error of MovieProvider, if the provider fails and there is no stale entry
   */
  async fill<T>(request: CachedRequest<T>, stale: Remembered | undefined): Promise<Filled> {
    const { lease, provider, watch, clock, newOwner, policy } = this.#deps;
    const refusal = provider.refusal();
    if (refusal) return this.#standIn(request.key, stale, refusal);
    const owner = newOwner();
    const patienceEndsMs = clock.monotonicMs() + policy.leaseMs + policy.deadlineMs;
    for (;;) {
      const acquired = await watch.attempt('lease', () =>
        lease.acquire(request.key, owner, clock.nowMs(), policy.leaseMs),
      );
      if (!acquired) return this.fillAlone(request, stale);
      if (acquired.result === 'won') return this.#fillAsHolder(request, owner, stale);
      const waited = await waitForHolder(request.key, patienceEndsMs, this.#deps);
      if (waited.type === 'failed') return this.#standIn(request.key, stale, waited.error);
      if (waited.type === 'store-failed') return this.fillAlone(request, stale);
      if (waited.type === 'out-of-patience') return this.#standIn(request.key, stale, providerTimeout());
      if (waited.type === 'released') {
        const found = await this.#readFresh(request);
        if (found) return found;
      }
    }
  }

  /** Fills the key without using the store. Called when the store fails. */
  async fillAlone<T>(request: CachedRequest<T>, stale: Remembered | undefined): Promise<Filled> {
    try {
      const { ready } = await this.#load(request);
      this.#deps.memory.remember(request.key, ready);
      return { status: 'miss', tier: 'provider', stored: false, entry: ready };
    } catch (error) {
      return this.#standIn(request.key, stale, error);
    }
  }

  async #fillAsHolder<T>(request: CachedRequest<T>, owner: string, stale: Remembered | undefined): Promise<Filled> {
    // Another instance may have filled the key after the first read and before this lease.
    const found = await this.#readFresh(request);
    if (found) {
      await this.#release(request.key, owner);
      return found;
    }
    let loaded;
    try {
      loaded = await this.#load(request);
    } catch (error) {
      await this.#release(request.key, owner, toLeaseFailure(error));
      return this.#standIn(request.key, stale, error);
    }
    const stored = await this.#put(request, loaded.entry);
    await this.#release(request.key, owner);
    this.#deps.memory.remember(request.key, loaded.ready);
    return { status: 'miss', tier: 'provider', stored, entry: loaded.ready };
  }

  async #readFresh<T>(request: CachedRequest<T>): Promise<Filled | undefined> {
    const { store, memory, watch, clock, policy } = this.#deps;
    const read = await watch.attempt('read', () => store.read(request.key, clock.nowMs(), true));
    const entry = remembered(read?.result.entry, request);
    if (!read || !entry || classify(entry, clock.nowMs(), policy) !== 'fresh') return undefined;
    memory.remember(request.key, entry, read.result.generation.number);
    return { status: 'hit', tier: 'store', stored: true, entry };
  }

  async #load<T>(request: CachedRequest<T>): Promise<{ entry: CacheEntry; ready: Remembered }> {
    const { clock, policy } = this.#deps;
    const value = await callProvider(request.operation, policy.deadlineMs, request.load.bind(request), this.#deps);
    const outcome = value === undefined ? 'not-found' : 'found';
    const entry: CacheEntry = {
      outcome,
      storedAtMs: clock.nowMs(),
      payload: value === undefined ? '' : JSON.stringify(value),
    };
    return { entry, ready: { outcome, storedAtMs: entry.storedAtMs, value, bytes: entry.payload.length } };
  }

  async #put<T>({ operation, key }: CachedRequest<T>, entry: CacheEntry): Promise<boolean> {
    const { store, watch, observer, policy } = this.#deps;
    const put = await watch.attempt('put', () => store.put(key, entry, disposableAtMs(entry, policy)));
    if (put?.result === 'too-large') {
      observer.observe({ type: 'cache-entry-too-large', operation, bytes: entry.payload.length });
    }
    return put?.result === 'stored';
  }

  /** Releases the lease. Errors are ignored, because a lease that cannot be released expires by itself. */
  async #release(key: CacheKey, owner: string, failure?: LeaseFailure): Promise<void> {
    const { lease, watch } = this.#deps;
    await watch.attempt('lease', () => lease.release(key, owner, failure));
  }

  /**
   * Serves the stale entry if there is one, otherwise throws the error. For some seconds, further requests get the
   * stale entry at once, so that they do not wait for the same failure.
   */
  #standIn(key: CacheKey, stale: Remembered | undefined, error: unknown): Filled {
    if (!stale || !isMarqueeError(error)) throw error;
    const { memory, clock, random, policy } = this.#deps;
    const untilMonotonicMs = clock.monotonicMs() + jittered(policy.staleHoldMs, random);
    memory.remember(key, { ...stale, hold: { untilMonotonicMs, failure: error.code } });
    return { status: 'stale', tier: 'store', stored: true, entry: stale, failure: error.code };
  }
}
