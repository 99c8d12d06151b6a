import { METRIC_NAMESPACE } from '../../src/adapters/driven/telemetry/metrics.ts';
import type { TerraformValues } from './terraform-values.ts';

/** A metric of Marquee, with the values of its dimensions. */
export type SentMetric = { readonly name: string; readonly dimensions: Readonly<Record<string, string>> };

type Declared = {
  readonly namespace?: string;
  readonly metric_name?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
};

type EmfLine = Readonly<Record<string, unknown>> & {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
};

/** The metrics of Marquee that the alarms of a stack watch. */
export function watchedMetrics(stack: TerraformValues): SentMetric[] {
  return Object.values(stack.all('aws_cloudwatch_metric_alarm')).flatMap((alarm) => {
    const queries = (alarm['metric_query'] ?? [{ metric: alarm }]) as { readonly metric?: Declared }[];
    return queries.flatMap(({ metric: { namespace, metric_name: name = '', dimensions = {} } = {} }) =>
      namespace === METRIC_NAMESPACE ? [{ name, dimensions }] : [],
    );
  });
}

/** The metrics that CloudWatch would make from the log of a function. */
export function sentMetrics(log: string): SentMetric[] {
  const whole = log.slice(0, log.lastIndexOf('\n') + 1);
  return whole.split('\n').flatMap((text) => {
    if (!text.includes('"_aws"')) return [];
    const line = JSON.parse(text) as EmfLine;
    return line._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions: dimensions, Metrics: metrics }) =>
      metrics
        .filter(({ Name: name }) => namespace === METRIC_NAMESPACE && hasValues(line[name]))
        .flatMap(({ Name: name }) =>
          dimensions.map((names) => ({
            name,
            dimensions: Object.fromEntries(names.map((dimension) => [dimension, String(line[dimension])])),
          })),
        ),
    );
  });
}

function hasValues(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0 && values.every(Number.isFinite);
}
