import * as z from 'zod';
import type { LambdaTelemetrySettings } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import { parseSettings } from './parse-settings.ts';

/** The name of the environment in metrics. */
export const environmentName = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'must have 1 to 64 letters, digits, dots, hyphens or underscores');

const telemetrySchema = z.object({
  MARQUEE_ENVIRONMENT: environmentName.optional(),
  AWS_XRAY_DAEMON_ADDRESS: z.string().optional(),
});

/** @throws Error naming every setting that is wrong, and why */
export function telemetrySettings(environment: NodeJS.ProcessEnv): LambdaTelemetrySettings {
  const settings = parseSettings(telemetrySchema, environment);
  return {
    environment: settings.MARQUEE_ENVIRONMENT,
    daemonAddress: settings.AWS_XRAY_DAEMON_ADDRESS,
    // Lambda changes this variable before each invocation.
    traceHeader: () => environment['_X_AMZN_TRACE_ID'],
  };
}
