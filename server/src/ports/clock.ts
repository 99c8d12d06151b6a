/** Time as the core sees it, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch; may jump when the machine's clock is set. */
  nowMs(): number;
  /** Milliseconds since some fixed moment, fractions included; never goes back. For durations. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when that aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
