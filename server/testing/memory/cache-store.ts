import { isPurged } from '../../src/domain/cache-policy.ts';
import { isFromTheFuture, isHoldOver } from '../../src/domain/clock-tolerance.ts';
import type { CacheKey } from '../../src/domain/movie-request.ts';
import type { CacheLease, LeaseFailure, LeaseView } from '../../src/ports/cache-lease.ts';
import type { CachePurger, PurgeStep, StorePurge } from '../../src/ports/cache-purger.ts';
import type {
  CacheEntry,
  CacheGeneration,
  CacheReading,
  CacheStore,
  HitsOutcome,
} from '../../src/ports/cache-store.ts';

type Kept = { readonly entry: CacheEntry; readonly group: string; readonly disposableAtMs: number };

/** A store of the movies cache in the memory of this process, for tests. Several instances can share one store. */
export class MemoryCacheStore implements CacheStore, CacheLease, CachePurger {
  readonly #entries = new Map<string, Kept>();
  readonly #hits = new Map<string, number>();
  readonly #leases = new Map<string, LeaseView>();
  #generation: CacheGeneration = { number: 0, validFromMs: 0 };

  read(key: CacheKey, nowMs: number): Promise<CacheReading> {
    const entry = this.#entries.get(key.entry)?.entry;
    const isValid = entry && !isPurged(entry, this.#generation.validFromMs, nowMs);
    return Promise.resolve({
      ...(isValid && { entry }),
      hits: this.#hits.get(key.entry) ?? 0,
      generation: this.#generation,
    });
  }

  readGeneration(): Promise<CacheGeneration> {
    return Promise.resolve(this.#generation);
  }

  put(key: CacheKey, entry: CacheEntry, disposableAtMs: number): Promise<'stored' | 'too-large'> {
    const keptAtMs = this.#entries.get(key.entry)?.entry.storedAtMs ?? 0;
    if (keptAtMs < entry.storedAtMs || isFromTheFuture(keptAtMs, entry.storedAtMs)) {
      this.#entries.set(key.entry, { entry, group: key.group, disposableAtMs });
    }
    return Promise.resolve('stored');
  }

  addHits(key: CacheKey, hits: number): Promise<HitsOutcome> {
    const total = (this.#hits.get(key.entry) ?? 0) + hits;
    this.#hits.set(key.entry, total);
    return Promise.resolve({ type: 'counted', hits: total });
  }

  acquire(key: CacheKey, owner: string, nowMs: number, leaseMs: number): Promise<'won' | 'lost'> {
    const held = this.#leases.get(key.entry);
    const isFree = !held || held.owner === owner || isHoldOver(held.expiresAtMs, nowMs, leaseMs);
    if (!isFree) return Promise.resolve('lost');
    this.#leases.set(key.entry, { ...held, owner, expiresAtMs: nowMs + leaseMs });
    return Promise.resolve('won');
  }

  look(key: CacheKey): Promise<LeaseView | undefined> {
    return Promise.resolve(this.#leases.get(key.entry));
  }

  release(key: CacheKey, owner: string, failure?: LeaseFailure): Promise<void> {
    if (this.#leases.get(key.entry)?.owner === owner) {
      if (failure) this.#leases.set(key.entry, { owner, expiresAtMs: 0, failed: { owner, failure } });
      else this.#leases.delete(key.entry);
    }
    return Promise.resolve();
  }

  declarePurged(beforeMs: number, nowMs: number): Promise<void> {
    const declaredMs = this.#generation.validFromMs;
    const validFromMs = isFromTheFuture(declaredMs, nowMs) ? beforeMs : Math.max(beforeMs, declaredMs);
    this.#generation = { ...this.#generation, validFromMs };
    return Promise.resolve();
  }

  advanceGeneration(): Promise<void> {
    this.#generation = { ...this.#generation, number: this.#generation.number + 1 };
    return Promise.resolve();
  }

  deleteSome({ scope, requestedAtMs }: StorePurge, nowMs: number): Promise<PurgeStep> {
    let deleted = 0;
    for (const [name, { entry, group, disposableAtMs }] of this.#entries) {
      const isFuture = isFromTheFuture(entry.storedAtMs, nowMs);
      const isMeant =
        scope.kind === 'sweep'
          ? disposableAtMs < requestedAtMs || isFuture
          : (entry.storedAtMs < requestedAtMs || isFuture) && (scope.kind === 'all' || group === scope.group);
      if (!isMeant) continue;
      this.#entries.delete(name);
      this.#hits.delete(name);
      deleted += 1;
    }
    return Promise.resolve({ deleted });
  }
}
