/**
 * The clocks of two instances may differ by this much without any loss. A time that is further ahead than this comes
 * from a wrong clock.
 */
export const CLOCK_TOLERANCE_MS = 10_000;

/** Whether a time that another instance wrote is ahead of this clock by more than the tolerance. */
export function isFromTheFuture(atMs: number, nowMs: number): boolean {
  return atMs > nowMs + CLOCK_TOLERANCE_MS;
}

/**
 * Whether a hold is over. A hold, such as a lease, is the right to do something alone until a given time. A hold is
 * over in two cases: either its end has passed, or its end is so late that the holder's clock must be wrong. For
 * example, no holder with a correct clock has a 10 s lease that ends 20.001 s from now.
 *
 * @param holdMs the duration of the longest hold that anybody takes
 */
export function isHoldOver(heldUntilMs: number, nowMs: number, holdMs: number): boolean {
  return heldUntilMs <= nowMs || isFromTheFuture(heldUntilMs, nowMs + holdMs);
}
