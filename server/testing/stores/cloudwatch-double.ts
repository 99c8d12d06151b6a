import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Sample = { readonly atSec: number; readonly key: string; readonly value: number };

type Query = {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
};

type Line = {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
};

/**
 * The part of CloudWatch that Marquee uses, over HTTP: it reads lines of the embedded metric format, and answers
 * GetMetricData. Periods begin at multiples of their length.
 */
export class CloudWatchDouble {
  readonly url: string;
  /** The authorization header of each request. */
  readonly signatures: string[] = [];
  /** Answers with this status instead of with data. */
  refuseWith: number | undefined;
  readonly #samples: Sample[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.signatures.push(String(request.headers.authorization));
      const isKnown = request.headers['x-amz-target'] === 'GraniteServiceVersion20100801.GetMetricData';
      const status = this.refuseWith ?? (isKnown ? 200 : 400);
      const body = status === 200 ? this.#answer(Buffer.concat(chunks).toString('utf8')) : {};
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
  });

  static async start(): Promise<CloudWatchDouble> {
    const double = new CloudWatchDouble('');
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    const { port } = double.#server.address() as AddressInfo;
    return Object.assign(double, { url: `http://127.0.0.1:${String(port)}` });
  }

  private constructor(url: string) {
    this.url = url;
  }

  /** Takes a line of the embedded metric format, as CloudWatch Logs would. */
  readonly takeLine = (text: string): void => {
    const line = JSON.parse(text) as Line & Readonly<Record<string, unknown>>;
    for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      for (const names of Dimensions) {
        const dimensions = names.map((name) => [name, String(line[name])] as const);
        for (const { Name } of Metrics) {
          const key = keyOf(Namespace, Name, dimensions);
          for (const value of line[Name] as readonly number[]) {
            this.#samples.push({ atSec: line._aws.Timestamp / 1_000, key, value });
          }
        }
      }
    }
  };

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) =>
      this.#server.close(() => {
        resolve();
      }),
    );
  }

  #answer(body: string) {
    const { StartTime, EndTime, MetricDataQueries } = JSON.parse(body) as {
      readonly StartTime: number;
      readonly EndTime: number;
      readonly MetricDataQueries: readonly Query[];
    };
    const results = MetricDataQueries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => {
      const key = keyOf(
        Metric.Namespace,
        Metric.MetricName,
        Metric.Dimensions.map(({ Name, Value }) => [Name, Value]),
      );
      const mine = this.#samples.filter((one) => one.key === key && one.atSec >= StartTime && one.atSec < EndTime);
      const periods = Map.groupBy(mine, ({ atSec }) => Math.floor(atSec / Period) * Period);
      // CloudWatch lists the newest period first.
      const starts = [...periods.keys()].sort((a, b) => b - a);
      const values = starts.map((start) =>
        statistic(
          Stat,
          (periods.get(start) ?? []).map(({ value }) => value),
        ),
      );
      return { Id, Label: Metric.MetricName, Timestamps: starts, Values: values, StatusCode: 'Complete' };
    });
    return { MetricDataResults: results, Messages: [] };
  }
}

function keyOf(namespace: string, name: string, dimensions: readonly (readonly [string, string])[]): string {
  return JSON.stringify([namespace, name, dimensions.toSorted(([a], [b]) => a.localeCompare(b))]);
}

function statistic(stat: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (stat === 'Sum') return sum;
  if (stat === 'SampleCount') return values.length;
  if (stat === 'p99') return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? 0;
  throw new Error(`The double does not know the statistic ${stat}.`);
}
