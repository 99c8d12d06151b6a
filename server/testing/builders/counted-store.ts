import type { CacheLease } from '../../src/ports/cache-lease.ts';
import type { CachePurger } from '../../src/ports/cache-purger.ts';
import type { CacheStore } from '../../src/ports/cache-store.ts';

type Store = CacheStore & CacheLease;

/**
 * Records the names of the requests to a store, and how many requests are under way. Several such counters may watch
 * one store.
 */
export class StoreTraffic {
  readonly requests: string[] = [];
  underWay = 0;
  /** While this is set, all requests fail with this error. */
  failure: Error | undefined;

  count(name: string): number {
    return this.requests.filter((request) => request === name).length;
  }

  reset(): void {
    this.requests.length = 0;
  }

  async track<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.requests.push(name);
    this.underWay += 1;
    try {
      if (this.failure) throw this.failure;
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Wraps a store so that it counts requests and fails on demand. */
export function countingStore(store: CacheStore, lease: CacheLease, traffic: StoreTraffic): Store {
  return {
    read: (key, nowMs, consistent) => traffic.track('read', () => store.read(key, nowMs, consistent)),
    readGeneration: () => traffic.track('readGeneration', () => store.readGeneration()),
    put: (key, entry, disposableAtMs) => traffic.track('put', () => store.put(key, entry, disposableAtMs)),
    addHits: (key, hits, nowMs) =>
      traffic.track('addHits', () => store.addHits(key, hits, nowMs)).catch(() => ({ type: 'not-counted' })),
    acquire: (key, owner, nowMs, leaseMs) => traffic.track('acquire', () => lease.acquire(key, owner, nowMs, leaseMs)),
    look: (key) => traffic.track('look', () => lease.look(key)),
    release: (key, owner, failure) => traffic.track('release', () => lease.release(key, owner, failure)),
  };
}

export type SharedStore = { readonly store: CacheStore; readonly lease: CacheLease; readonly purger: CachePurger };
