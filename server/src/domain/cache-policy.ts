import { isFromTheFuture } from './clock-tolerance.ts';

/** What the provider said: here it is, or there is no such thing. */
export type CacheOutcome = 'found' | 'not-found';

/** When an entry was stored and what it says; all that is needed to judge it. */
export type CacheAge = {
  readonly outcome: CacheOutcome;
  /** Milliseconds since the epoch, by the clock of the instance that stored it. */
  readonly storedAtMs: number;
};

/** Times of the cache. All are milliseconds, 1 or more. */
export type CachePolicy = {
  /** How long an answer is served without a question: its *logical* lifetime. Default 120,000. */
  readonly freshMs: number;
  /** The same for "there is no such movie". Default 30,000. Such an answer is never served stale. */
  readonly notFoundFreshMs: number;
  /** How long after it was stored an answer is served, marked stale, when the provider fails: its *physical* lifetime. Default 24 h. */
  readonly keptMs: number;
  /** For one call of the provider with all its retries. Default 8,000; must be shorter than the lease. */
  readonly deadlineMs: number;
  /**
   * For which one instance may call the provider for a key. Default 10,000: the deadline, the write of the entry, and
   * room for clocks that differ by a second.
   */
  readonly leaseMs: number;
  /** How often a waiter looks whether the holder is done, give or take a third. Default 100. */
  readonly pollMs: number;
  /** How long memory may be served without asking whether it was purged. Default 5,000. */
  readonly generationMs: number;
  /** How often hits are written at most. Default 5,000. */
  readonly flushMs: number;
  /** After a failed refresh a stale answer is served for so long, give or take a third, before the provider is asked again. Default 5,000. */
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
 * - `fresh`: to be served
 * - `stale`: to be served only when the provider fails, and marked
 * - `expired`: as if it were not there
 */
export type Freshness = 'fresh' | 'stale' | 'expired';

/**
 * Judges an entry by the reader's clock, never by the store's own deletion. An entry from the future comes from an instance
 * whose clock is ahead. Within the tolerance it counts as new, beyond it as expired, because its age is unknown.
 */
export function classify(entry: CacheAge, nowMs: number, policy: CachePolicy): Freshness {
  if (isFromTheFuture(entry.storedAtMs, nowMs)) return 'expired';
  const ageMs = nowMs - entry.storedAtMs;
  if (ageMs < freshForMs(entry.outcome, policy)) return 'fresh';
  return entry.outcome === 'found' && ageMs < policy.keptMs ? 'stale' : 'expired';
}

/**
 * Whether the entry was stored before everything was purged. A purge from the future comes from a clock that was ahead:
 * it does not count, because it would hide every entry until that time.
 */
export function isPurged({ storedAtMs }: { readonly storedAtMs: number }, validFromMs: number, nowMs: number): boolean {
  return storedAtMs < validFromMs && !isFromTheFuture(validFromMs, nowMs);
}

/** When the entry stops being fresh, milliseconds since the epoch. */
export function expiresAtMs(entry: CacheAge, policy: CachePolicy): number {
  return entry.storedAtMs + freshForMs(entry.outcome, policy);
}

/** When nothing needs the entry any more and a store may delete it, milliseconds since the epoch. */
export function disposableAtMs(entry: CacheAge, policy: CachePolicy): number {
  return entry.storedAtMs + (entry.outcome === 'found' ? policy.keptMs : policy.notFoundFreshMs);
}

/** Spreads a time over two thirds to four thirds of itself, so that many who wait do not come back in step. */
export function jittered(ms: number, random: () => number): number {
  return Math.round(ms * (2 / 3 + random() * (2 / 3)));
}

function freshForMs(outcome: CacheOutcome, policy: CachePolicy): number {
  return outcome === 'found' ? policy.freshMs : policy.notFoundFreshMs;
}
