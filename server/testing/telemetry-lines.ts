import { METRICS } from '../src/adapters/driven/telemetry/metrics.ts';

type Line = Readonly<Record<string, unknown>>;

/** Tokens and keys of every kind that occurs here, wherever they come from. */
const SECRETS = [/eyJ[\w-]{8,}/, /\bbearer\s/i, /\bAKIA[A-Z\d]{12,}/, /-----BEGIN/];

/** The fields of every line that is written while a request is answered. */
const OF_REQUEST = ['requestId', 'lambdaRequestId', 'traceId', 'coldStart'];

/**
 * Checks the lines that an API has written while tests used it.
 *
 * @param canaries further texts that no line may contain
 * @throws Error with the first line that is not JSON, lacks a field, has an unknown metric, or contains a secret
 */
export function checkTelemetryLines(lines: readonly string[], canaries: readonly string[] = []): void {
  for (const line of lines) {
    const parsed = parse(line);
    const missing = requiredFields(parsed).filter((name) => parsed[name] === undefined);
    if (missing.length > 0) throw new Error(`A line of the log lacks ${missing.join(', ')}: ${line}`);
    const secret = SECRETS.find((pattern) => pattern.test(line)) ?? canaries.find((canary) => line.includes(canary));
    if (secret !== undefined) throw new Error(`A line of the log contains ${String(secret)}: ${line}`);
    if (parsed['type'] === 'metrics') checkMetrics(parsed, line);
  }
}

function parse(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch (cause) {
    throw new Error(`A line of the log is not JSON: ${line}`, { cause });
  }
}

/** Work that no request has started, such as the start of an instance, has no ids. */
function requiredFields({ type, requestId }: Line): string[] {
  if (type === 'metrics') return ['_aws', 'environment', 'lambdaRequestId', 'traceId', 'coldStart'];
  const ids = requestId !== undefined || type === 'request-failed' ? OF_REQUEST : [];
  return ['timestamp', 'level', 'type', ...ids];
}

/** The rules of CloudWatch's embedded metric format, and the names and units of our own table. */
function checkMetrics(parsed: Line, line: string): void {
  const { CloudWatchMetrics: directives } = parsed['_aws'] as {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  for (const { Dimensions: dimensions, Metrics: metrics } of directives) {
    for (const name of dimensions.flat()) {
      if (typeof parsed[name] !== 'string' || !['environment', 'route'].includes(name)) {
        throw new Error(`A line of the log has the wrong dimension ${name}, or no value for it: ${line}`);
      }
    }
    for (const { Name: name, Unit: unit } of metrics) {
      const values = parsed[name];
      const isNumbers = Array.isArray(values) && values.length <= 100 && values.every(Number.isFinite);
      if ((METRICS as Record<string, { unit: string } | undefined>)[name]?.unit !== unit || !isNumbers) {
        throw new Error(`A line of the log has the unknown metric ${name}, or no numbers for it: ${line}`);
      }
    }
  }
}
