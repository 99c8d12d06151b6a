import type { Context } from 'aws-lambda';
import type { LambdaTelemetry } from '../adapters/driven/telemetry/lambda-telemetry.ts';

/**
 * Wraps the handler of a function that no client waits for, so that each invocation has its own log fields and metrics.
 */
export function perInvocation<Event, Result>(
  telemetry: LambdaTelemetry,
  handler: (event: Event, context: Context) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  return (event, context) => telemetry.run({ lambdaRequestId: context.awsRequestId }, () => handler(event, context));
}
