/** The parent draws a bar, which needs no more than this. */
const TELL_EVERY_MS = 500;
let toldMs = -Infinity;

/** Tells the parent process how much of its work this process has done, from 0 to 1. */
export function tell(share: number, doing: string): void {
  const nowMs = performance.now();
  if (nowMs - toldMs < TELL_EVERY_MS) return;
  toldMs = nowMs;
  process.send?.({ share, doing });
}
