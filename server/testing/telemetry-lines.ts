import { METRICS } from '../src/adapters/driven/telemetry/metrics.ts';

type Line = Readonly<Record<string, unknown>>;

/** Tokens and keys of every kind that occurs here, wherever they come from. */
const SECRETS = [/eyJ[\w-]{8,}/, /\bbearer\s/i, /\bAKIA[A-Z\d]{12,}/, /-----BEGIN/];

/** The ids of every line that an event of a queue, a bucket or a schedule causes in a Lambda function. */
export const OF_EVENT = ['lambdaRequestId', 'traceId', 'coldStart'];

/** The ids of every line that a request causes. */
const OF_REQUEST = ['requestId', ...OF_EVENT];

/** Types of lines that no request causes, each with the reason. They may lack the ids. */
const WITHOUT_REQUEST: Readonly<Record<string, string>> = {
  'writes-refused': 'Logged when the product is composed. The tests compose it before the first request.',
};

/**
 * Checks the lines that an API or a function has written while tests used it. Nearly every line must have the ids,
 * because code that has lost the context of its request could write a line of any type. Tests that do the work of a
 * function themselves run it in a context.
 *
 * @param canaries further texts that no line may contain
 * @param ids the ids that the lines must have. Default: those of a request
 * @throws Error with the first line that is not JSON, lacks a field, has an unknown metric, or contains a secret
 */
export function checkTelemetryLines(
  lines: readonly string[],
  canaries: readonly string[] = [],
  ids: readonly string[] = OF_REQUEST,
): void {
  for (const line of lines) {
    const parsed = parse(line);
    const missing = [...requiredFields(parsed), ...idsOf(parsed, ids)].filter((name) => parsed[name] === undefined);
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

function requiredFields({ type }: Line): string[] {
  return type === 'metrics' ? ['_aws', 'environment'] : ['timestamp', 'level', 'type'];
}

/** A line that has one of the ids must have all of them, whatever its type. */
function idsOf(line: Line, ids: readonly string[]): readonly string[] {
  const mayLack = Object.hasOwn(WITHOUT_REQUEST, String(line['type']));
  return mayLack && ids.every((name) => line[name] === undefined) ? [] : ids;
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
