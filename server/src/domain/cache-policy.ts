import { isFromTheFuture } from './clock-tolerance.ts';

/** What the provider answered: `found` with the requested value, or `not-found` because there is no such movie. */
export type CacheOutcome = 'found' | 'not-found';

/** When an entry was stored, and what the provider answered. {@link classify} needs nothing else of an entry. */
export type CacheAge = {
  readonly outcome: CacheOutcome;
  /** Milliseconds since the epoch, by the clock of the instance that stored it. */
  readonly storedAtMs: number;
};

/** The cache's times. Each is in milliseconds, 1 or more. */
export type CachePolicy = {
  /** How long an answer is served without calling the provider again: its *logical* lifetime. Default 120,000. */
  readonly freshMs: number;
  /**
   * How long the answer "there is no such movie" is served without calling the provider again. It is never served
   * stale. Default 30,000.
   */
  readonly notFoundFreshMs: number;
  /**
   * How long an answer can be served, marked as stale, when the provider fails: its *physical* lifetime. It counts from
   * when the answer was stored. Default 24 h.
   */
  readonly keptMs: number;
  /**
   * Time limit of one call to the provider, all its retries included. Default 8,000. Must be shorter than the lease.
   */
  readonly deadlineMs: number;
  /**
   * How long a lease lasts. While an instance holds the lease of a key, only this instance may call the provider for
   * the key. Default 10,000: enough for the deadline, the write of the entry, and clocks that differ by a second.
   */
  readonly leaseMs: number;
  /**
   * The interval at which a waiting request checks whether the holder of the lease is done. It varies by up to a third.
   * Default 100.
   */
  readonly pollMs: number;
  /** Entries are served from memory for this long before the store is checked again for purges. Default 5,000. */
  readonly generationMs: number;
  /** The shortest time between two writes of the hit counters. Default 5,000. */
  readonly flushMs: number;
  /**
   * After a failed refresh, a stale answer is served for this long before the provider is called again. The time varies
   * by up to a third. Default 5,000.
   */
  readonly staleHoldMs: number;
};

export const MOVIES_CACHE_POLICY: CachePolicy = {
  freshMs: 120_000,
  notFoundFreshMs: 30_000,
  keptMs: 24 * 3_600_000,
  deadlineMs: 8_000,
  leaseMs: 10_000,
  pollMs: 100,
  generationMs: 5_000,
  flushMs: 5_000,
  staleHoldMs: 5_000,
};

/**
 * What may be done with an entry of the cache.
 *
 * - `fresh`: can be served
 * - `stale`: can be served only when the provider fails, and is then marked as stale
 * - `expired`: counts as absent
 */
export type Freshness = 'fresh' | 'stale' | 'expired';

/**
 * Classifies an entry by its age according to the reader's clock. It does not rely on the store to delete expired
 * entries. An entry from the future comes from an instance whose clock is ahead. Within the tolerance it counts as new.
 * Beyond the tolerance it counts as expired, because its age is unknown.
 */
export function classify(entry: CacheAge, nowMs: number, policy: CachePolicy): Freshness {
  if (isFromTheFuture(entry.storedAtMs, nowMs)) return 'expired';
  const ageMs = nowMs - entry.storedAtMs;
  if (ageMs < freshForMs(entry.outcome, policy)) return 'fresh';
  return entry.outcome === 'found' && ageMs < policy.keptMs ? 'stale' : 'expired';
}

/**
 * Whether the entry was stored before the last purge of the whole cache. A purge from the future comes from a clock
 * that was ahead. It does not count, because it would hide every entry until that time.
 */
export function isPurged({ storedAtMs }: { readonly storedAtMs: number }, validFromMs: number, nowMs: number): boolean {
  return storedAtMs < validFromMs && !isFromTheFuture(validFromMs, nowMs);
}

/** The time at which the entry stops being fresh, in milliseconds since the epoch. */
export function expiresAtMs(entry: CacheAge, policy: CachePolicy): number {
  return entry.storedAtMs + freshForMs(entry.outcome, policy);
}

/**
 * The time, in milliseconds since the epoch, from which the entry can no longer be served. A store may delete it from
 * then on.
 */
export function disposableAtMs(entry: CacheAge, policy: CachePolicy): number {
  return entry.storedAtMs + (entry.outcome === 'found' ? policy.keptMs : policy.notFoundFreshMs);
}

/**
 * Picks a random time between two thirds and four thirds of the given time, so that waiters do not all retry at once.
 */
export function jittered(ms: number, random: () => number): number {
  return Math.round(ms * (2 / 3 + random() * (2 / 3)));
}

function freshForMs(outcome: CacheOutcome, policy: CachePolicy): number {
  return outcome === 'found' ? policy.freshMs : policy.notFoundFreshMs;
}
