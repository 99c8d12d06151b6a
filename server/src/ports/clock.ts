/** The only source of time in the core. Tests replace it and set the time themselves. */
export interface Clock {
  /** Milliseconds since the epoch. The value may jump when the machine's clock is set. */
  nowMs(): number;
  /** Milliseconds since a fixed but arbitrary time, with fractions. The value never decreases. Use it for durations. */
  monotonicMs(): number;
  /** Resolves after `ms`. Rejects with the signal's reason if the signal aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
