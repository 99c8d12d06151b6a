import { PROVIDER_ATTEMPT_MS } from '../timeouts.ts';

/** Numbers of the provider's policies. */
export type PolicySettings = {
  /** For one try. Default 2,400, so that three fit into the deadline of 8 s. */
  readonly tryTimeoutMs: number;
  /** Before the first retry, doubled for the second, each give or take a half. Default 200. */
  readonly backoffMs: number;
  /** Failed tries in a row that open the breaker. Default 5. */
  readonly breakerFailures: number;
  /** How long the open breaker lets nothing through. Default 10,000. */
  readonly breakerOpenMs: number;
  /** Tries under way at once. Default 10; four times as many may wait. */
  readonly concurrency: number;
};

export const TMDB_POLICIES: PolicySettings = {
  tryTimeoutMs: PROVIDER_ATTEMPT_MS,
  backoffMs: 200,
  breakerFailures: 5,
  breakerOpenMs: 10_000,
  concurrency: 10,
};
