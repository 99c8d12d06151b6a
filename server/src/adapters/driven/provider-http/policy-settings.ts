import type { PolicySettings } from '../../../resilience/provider-policies.ts';
import { PROVIDER_ATTEMPT_MS } from '../timeouts.ts';

/** The same for every provider. */
export const PROVIDER_POLICIES: PolicySettings = {
  tryTimeoutMs: PROVIDER_ATTEMPT_MS,
  backoffMs: 200,
  breakerFailures: 5,
  breakerOpenMs: 10_000,
  concurrency: 10,
};
