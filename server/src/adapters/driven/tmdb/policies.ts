import {
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  type IRetryBackoffContext,
} from 'cockatiel';
import { MarqueeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import { breakerOpen, isOutage, isRetryable, ProviderFailure } from './provider-failure.ts';
import type { PolicySettings } from './policy-settings.ts';
import type { RateBudget } from './rate-budget.ts';

const RETRIES = 2;
const QUEUE_PER_SLOT = 4;

export type BreakerState = 'open' | 'half-open' | 'closed';

export type Policies = {
  /** @throws ProviderFailure, or MarqueeError when it did not come to a try */
  execute<T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>;
};

/**
 * What stands around a call of the provider, the outermost first; the deadline is the caller's signal:
 *
 *     retry > rate budget > bulkhead > breaker > timeout > the call
 *
 * Each try takes from the budget and counts for the breaker. Budget and bulkhead stand outside the breaker, so that our
 * own refusals never open it; retry excludes the open breaker, so that it is not asked thrice.
 */
export function createPolicies(
  settings: PolicySettings,
  budget: RateBudget,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
  onBreaker: (state: BreakerState) => void,
): Policies {
  const { tryTimeoutMs, backoffMs, breakerFailures, breakerOpenMs, concurrency } = settings;
  const retries = retry(handleWhen(isRetryable), {
    maxAttempts: RETRIES,
    backoff: new DelegateBackoff(({ attempt, result }: IRetryBackoffContext<unknown>) => {
      const ownMs = backoffMs * 2 ** (attempt - 1) * (0.5 + random());
      const error = 'error' in result ? result.error : undefined;
      // Their time, plus a little of ours, so that not all who were told the same come back at the same moment.
      return error instanceof ProviderFailure && error.retryAfterMs !== undefined
        ? error.retryAfterMs + ownMs / 2
        : ownMs;
    }),
  });
  const slots = bulkhead(concurrency, concurrency * QUEUE_PER_SLOT);
  const breaker = circuitBreaker(handleWhen(isOutage), {
    breaker: new ConsecutiveBreaker(breakerFailures),
    halfOpenAfter: breakerOpenMs,
  });
  breaker.onStateChange((state) => {
    onBreaker(state === CircuitState.Closed ? 'closed' : state === CircuitState.HalfOpen ? 'half-open' : 'open');
  });
  return {
    execute: async <T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> => {
      try {
        return await retries.execute(async () => {
          if (signal.aborted) throw new ProviderFailure('timeout', { isFinal: true });
          await budget.take(signal);
          return slots.execute(() => breaker.execute(() => withTimeout(tryTimeoutMs, clock, attempt, signal)));
        }, signal);
      } catch (error) {
        if (signal.aborted) throw new ProviderFailure('timeout', { isFinal: true });
        if (isBrokenCircuitError(error)) throw breakerOpen(breakerOpenMs);
        if (error instanceof BulkheadRejectedError) throw tooBusy();
        throw error;
      }
    },
  };
}

/** Uses the injected clock, which cockatiel's own timeout does not accept. The attempt ends itself when its signal is aborted. */
async function withTimeout<T>(
  timeoutMs: number,
  clock: Clock,
  attempt: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const timedOut = new AbortController();
  const settled = new AbortController();
  clock.sleep(timeoutMs, settled.signal).then(
    () => {
      timedOut.abort();
    },
    () => undefined,
  );
  try {
    return await attempt(AbortSignal.any([signal, timedOut.signal]));
  } finally {
    settled.abort();
  }
}

function tooBusy(): MarqueeError {
  return new MarqueeError('upstream-unavailable', 'provider-busy', 'Too many movie searches at once. Try again.', {
    retryAfterSec: 1,
  });
}
