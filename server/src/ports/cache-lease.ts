import type { ErrorKind } from '../domain/errors.ts';
import type { CacheKey } from '../domain/movie-request.ts';

/**
 * Why a holder failed. Another instance can build the same error from these fields. They are safe to show to any
 * client.
 */
export type LeaseFailure = {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSec?: number | undefined;
};

/** A lease as its waiters see it. */
export type LeaseView = {
  readonly owner: string;
  /** Milliseconds since the epoch by the owner's clock; 0 once the lease has been released. */
  readonly expiresAtMs: number;
  /** The most recent failure. The owner that failed may have held the lease before the current owner. */
  readonly failed?: { readonly owner: string; readonly failure: LeaseFailure } | undefined;
};

/**
 * The right to call the provider for a key. One instance at a time holds it.
 *
 *     A  acquire ─ won ── calls the provider ── puts the entry ── release
 *     B      acquire ─ lost ── look ── look ── look ─────────────────── look: gone ── reads the entry
 *
 *     A  acquire ─ won ── calls the provider ✝
 *     B      acquire ─ lost ── look ── look ── look ... expired ── acquire ─ won ── calls the provider ── ...
 *     C      acquire ─ lost ── look ── look ── look ... expired ── acquire ─ lost ── look ── look ── ...
 *
 * If the store fails, each method rejects with a MarqueeError of kind `upstream-unavailable`, after two seconds at
 * most.
 */
export interface CacheLease {
  /**
   * Takes the lease if it is free, has expired or already belongs to this owner. Also takes a lease that ends later
   * than a correct clock allows (`isHoldOver`). If several callers try at once, exactly one gets the lease.
   *
   * @param owner unique for each attempt to fill the key
   */
  acquire(key: CacheKey, owner: string, nowMs: number, leaseMs: number): Promise<'won' | 'lost'>;

  /** @returns `undefined` if nobody holds the lease and no holder failed recently. The read sees all earlier writes. */
  look(key: CacheKey): Promise<LeaseView | undefined>;

  /** Releases the lease if this owner still holds it. `failure` says why this owner stored no entry. */
  release(key: CacheKey, owner: string, failure?: LeaseFailure): Promise<void>;
}
