import type { ErrorKind } from '../domain/errors.ts';
import type { CacheKey } from '../domain/movie-request.ts';

/** Why a holder failed, in parts from which another instance can build the same error. Safe to show to any client. */
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
  /** The failure of the last owner that failed, which may be an earlier owner. */
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
 * If the store fails, each method rejects with a MarqueeError of kind `upstream-unavailable`, after two seconds at most.
 */
export interface CacheLease {
  /**
   * Takes the lease if nobody holds it, if it has expired, if this owner already holds it, or if it ends later than
   * a correct clock allows (`isHoldOver`). If several try at once, one wins.
   *
   * @param owner unique for each attempt to fill the key
   */
  acquire(key: CacheKey, owner: string, nowMs: number, leaseMs: number): Promise<'won' | 'lost'>;

  /** @returns `undefined` if nobody holds it and nobody failed recently. Sees all earlier writes. */
  look(key: CacheKey): Promise<LeaseView | undefined>;

  /** Releases the lease if this owner still holds it. `failure` says why there is no entry. */
  release(key: CacheKey, owner: string, failure?: LeaseFailure): Promise<void>;
}
