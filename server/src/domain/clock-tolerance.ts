/** Clocks of instances may differ by this much and nothing is lost; what is further ahead comes from a wrong clock. */
export const CLOCK_TOLERANCE_MS = 10_000;

/** Whether a time that another instance wrote lies further in the future than clocks may differ. */
export function isFromTheFuture(atMs: number, nowMs: number): boolean {
  return atMs > nowMs + CLOCK_TOLERANCE_MS;
}
