/** Clocks of instances may differ by this much without loss. A time further ahead comes from a wrong clock. */
export const CLOCK_TOLERANCE_MS = 10_000;

/** Whether a time that another instance wrote lies further in the future than clocks may differ. */
export function isFromTheFuture(atMs: number, nowMs: number): boolean {
  return atMs > nowMs + CLOCK_TOLERANCE_MS;
}

/**
 * Whether a hold is over: because its time has come, or because it ends later than it could if its holder's clock were
 * right. Example: nobody with a right clock holds a lease of 10 s until 20.001 s from now.
 *
 * @param holdMs the longest time that anybody takes it for
 */
export function isHoldOver(heldUntilMs: number, nowMs: number, holdMs: number): boolean {
  return heldUntilMs <= nowMs || isFromTheFuture(heldUntilMs, nowMs + holdMs);
}
