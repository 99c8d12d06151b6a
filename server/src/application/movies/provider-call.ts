import { isMarqueeError, MarqueeError } from '../../domain/errors.ts';
import type { MovieOperation } from '../../domain/movie-request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import { abortAfter } from '../../resilience/deadline.ts';

type Deps = { readonly clock: Clock; readonly observer: Observer };

/**
 * Calls the provider with a deadline that holds even if the call ignores the signal, and reports the outcome to the
 * observer.
 *
 * @throws MarqueeError `upstream-timeout` at the deadline; before the deadline, the error that the call throws
 */
export async function callProvider<T>(
  operation: MovieOperation,
  deadlineMs: number,
  call: (signal: AbortSignal) => Promise<T | undefined>,
  { clock, observer }: Deps,
): Promise<T | undefined> {
  const startedMs = clock.monotonicMs();
  const tell = (outcome: string) => {
    observer.observe({
      type: 'provider-called',
      operation,
      outcome,
      tookMs: Math.round(clock.monotonicMs() - startedMs),
    });
  };
  try {
    const value = await abortAfter(clock, deadlineMs, call, providerTimeout);
    tell(value === undefined ? 'not-found' : 'found');
    return value;
  } catch (error) {
    tell(isMarqueeError(error) ? error.code : 'internal-error');
    throw error;
  }
}

export function providerTimeout(): MarqueeError {
  return new MarqueeError('upstream-timeout', 'provider-timeout', 'The movie provider takes too long. Try again.', {
    retryAfterSec: 5,
  });
}
