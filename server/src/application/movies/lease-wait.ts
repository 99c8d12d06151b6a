import { jittered, type CachePolicy } from '../../domain/cache-policy.ts';
import { isHoldOver } from '../../domain/clock-tolerance.ts';
import { isMarqueeError, MarqueeError } from '../../domain/errors.ts';
import type { CacheKey } from '../../domain/movie-request.ts';
import type { CacheLease, LeaseFailure, LeaseView } from '../../ports/cache-lease.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoreWatch } from './store-watch.ts';

/**
 * How waiting for the holder of a lease ended.
 *
 * - `released`: the holder is done, and there should be an entry
 * - `expired`: the holder died or hangs, so the waiter should take over the lease
 * - `failed`: the holder's call to the provider failed
 * - `store-failed`: the store failed, so the state of the lease is unknown
 * - `out-of-patience`: the waiter's time is over, because several holders died one after another
 */
export type WaitOutcome =
  | { readonly type: 'released' | 'expired' | 'store-failed' | 'out-of-patience' }
  | { readonly type: 'failed'; readonly error: MarqueeError };

type Deps = {
  readonly lease: CacheLease;
  readonly watch: StoreWatch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly policy: CachePolicy;
};

/**
 * Waits until the holder of a lease is done, for a caller that failed to acquire the lease. This polls only the lease,
 * because it is smaller than the entry. The caller reads the entry once, after the wait.
 *
 * @param patienceEndsMs when to give up, in monotonic milliseconds
 */
export async function waitForHolder(key: CacheKey, patienceEndsMs: number, deps: Deps): Promise<WaitOutcome> {
  const { lease, watch, clock, random, policy } = deps;
  const holders = new Set<string>();
  for (;;) {
    const looked = await watch.attempt('lease', () => lease.look(key));
    if (!looked) return { type: 'store-failed' };
    const view = looked.result;
    if (!view) return { type: 'released' };
    const failure = sharedFailure(view, holders);
    if (failure) return { type: 'failed', error: toError(failure) };
    if (isHoldOver(view.expiresAtMs, clock.nowMs(), policy.leaseMs)) return { type: 'expired' };
    if (clock.monotonicMs() >= patienceEndsMs) return { type: 'out-of-patience' };
    holders.add(view.owner);
    await clock.sleep(jittered(policy.pollMs, random));
  }
}

/**
 * The failure of a provider call that was running while this waiter waited. All waiters share this failure, so that an
 * outage costs one call and not one call for each waiter. An earlier failure is not shared, because errors are never
 * cached.
 */
function sharedFailure(
  { owner, expiresAtMs, failed }: LeaseView,
  holders: ReadonlySet<string>,
): LeaseFailure | undefined {
  const isOfLastHolder = failed?.owner === owner && expiresAtMs === 0;
  return failed && (isOfLastHolder || holders.has(failed.owner)) ? failed.failure : undefined;
}

/** @returns `undefined` for an error other than a MarqueeError, because another instance could not recreate it */
export function toLeaseFailure(error: unknown): LeaseFailure | undefined {
  if (!isMarqueeError(error)) return undefined;
  const { kind, code, message, retryAfterSec } = error;
  return { kind, code, message, ...(retryAfterSec !== undefined && { retryAfterSec }) };
}

function toError({ kind, code, message, retryAfterSec }: LeaseFailure): MarqueeError {
  return new MarqueeError(kind, code, message, { retryAfterSec });
}
