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
import { providerBusy } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import { abortAfter } from './deadline.ts';
import { breakerOpen, isOutage, isRetryable, ProviderFailure } from './provider-failure.ts';
import type { RateBudget } from './rate-budget.ts';

const RETRIES = 2;
const QUEUE_PER_SLOT = 4;

/** Limits of the calls to a provider. */
export type PolicySettings = {
  /** Timeout of one attempt. */
  readonly tryTimeoutMs: number;
  /**
   * Delay before the first retry. The delay before the second retry is twice as long. Jitter multiplies each delay by a
   * factor from 0.5 to 1.5.
   */
  readonly backoffMs: number;
  /** This many failed attempts in a row open the breaker. */
  readonly breakerFailures: number;
  /** How long the breaker stays open and lets no attempt through. */
  readonly breakerOpenMs: number;
  /** The maximum number of attempts that run at once. Up to four times as many may wait for their turn. */
  readonly concurrency: number;
};

export type BreakerState = 'open' | 'half-open' | 'closed';

export type Policies = {
  /**
   * @param attributed what the breaker sees of the failure of an attempt; see {@link ProviderFailure.ofOneRequest}
   * @throws ProviderFailure, or MarqueeError when the last attempt was refused before it reached the provider
   */
  execute<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
    attributed: (failure: ProviderFailure) => ProviderFailure,
  ): Promise<T>;
};

/**
 * The policies around a call to the movie provider, the outermost first. The caller's signal is the deadline of the
 * whole call.
 *
 *     retry > rate budget > bulkhead > breaker > timeout > the call
 *
 * Each attempt takes a permit from the budget, and the breaker counts its outcome. Budget and bulkhead are outside the
 * breaker, so that their refusals never open it. A call that an open breaker refuses is not retried, because the
 * breaker would refuse every further attempt too.
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
      // The delay is the pause that the provider asked for, plus jitter, so that callers who got the same pause do not
      // retry at the same moment.
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
  // cockatiel's own timeout is not used, because it cannot use our Clock.
  const withTimeout = <T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) =>
    abortAfter(
      clock,
      tryTimeoutMs,
      (timeUp) => attempt(AbortSignal.any([signal, timeUp])),
      () => new ProviderFailure('timeout'),
    );
  return {
    execute: async <T>(
      attempt: (signal: AbortSignal) => Promise<T>,
      signal: AbortSignal,
      attributed: (failure: ProviderFailure) => ProviderFailure,
    ): Promise<T> => {
      const attemptOnce = () =>
        withTimeout(attempt, signal).catch((error: unknown): never => {
          throw error instanceof ProviderFailure ? attributed(error) : error;
        });
      try {
        return await retries.execute(async () => {
          if (signal.aborted) throw new ProviderFailure('timeout', { isFinal: true });
          await budget.take(signal);
          return slots.execute(() => breaker.execute(attemptOnce));
        }, signal);
      } catch (error) {
        if (signal.aborted) throw new ProviderFailure('timeout', { isFinal: true });
        if (isBrokenCircuitError(error)) throw breakerOpen(breakerOpenMs);
        if (error instanceof BulkheadRejectedError) throw providerBusy();
        throw error;
      }
    },
  };
}
