import type { ErrorKind } from '../domain/errors.ts';
import type { CacheKey } from '../domain/movie-request.ts';

/** Why a holder gave up, in parts that another instance can make the same error of. Safe to show to any client. */
export type LeaseFailure = {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSec?: number | undefined;
};

/** A lease as somebody who waits for it sees it. */
export type LeaseView = {
  readonly owner: string;
  /** Milliseconds since the epoch by the owner's clock; 0 once it has been given back. */
  readonly expiresAtMs: number;
  /** Of the last owner that failed, perhaps an earlier one. */
  readonly failed?: { readonly owner: string; readonly failure: LeaseFailure } | undefined;
};

/**
 * The right to call the provider for a key, held by one instance at a time.
 *
 *     A  acquire ─ won ── calls the provider ── puts the entry ── release
 *     B      acquire ─ lost ── look ── look ── look ─────────────────── look: gone ── reads the entry
 *
 *     A  acquire ─ won ── calls the provider ✝
 *     B      acquire ─ lost ── look ── look ── look ... expired ── acquire ─ won ── calls the provider ── ...
 *     C      acquire ─ lost ── look ── look ── look ... expired ── acquire ─ lost ── look ── look ── ...
 *
 * A failing store rejects with a MarqueeError of kind `upstream-unavailable`, after two seconds at most.
 */
export interface CacheLease {
  /**
   * Takes the lease if nobody holds it, or it has expired, or this owner holds it already, or it is held for longer than
   * a right clock allows (`isHoldOver`). Of several that try at once one wins.
   *
   * @param owner unique for each attempt to fill the key
   */
  acquire(key: CacheKey, owner: string, nowMs: number, leaseMs: number): Promise<'won' | 'lost'>;

  /** `undefined` when nobody holds it and nobody failed lately. Sees everything written before. */
  look(key: CacheKey): Promise<LeaseView | undefined>;

  /** Gives it back if this owner still holds it, with the reason when there is no entry to be had. */
  release(key: CacheKey, owner: string, failure?: LeaseFailure): Promise<void>;
}
