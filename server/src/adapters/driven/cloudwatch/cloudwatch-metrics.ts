import { MarqueeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { OperationsMetrics, OperationsReading } from '../../../ports/operations-metrics.ts';
import { sendSigned, type AwsAccess } from '../aws/signed-request.ts';
import { METRIC_NAMESPACE, type MetricName } from '../telemetry/metrics.ts';

const MINUTE_SEC = 60;
/** CloudWatch keeps periods of a minute for 15 days. With periods of five minutes, three hours have 36 points. */
const PERIOD_SEC = 5 * MINUTE_SEC;
const HOUR_SEC = 60 * MINUTE_SEC;
const RECENT_SEC = 3 * HOUR_SEC;
const DAY_SEC = 24 * HOUR_SEC;

/** A page waits for the answer. CloudWatch usually answers within 0.5 s. */
const TIMEOUT_MS = 5_000;

type CloudWatchSettings = {
  /** Absent: there are no metrics to read. */
  readonly access: AwsAccess | undefined;
  /** URL of a server for tests. Absent: AWS. */
  readonly endpoint: string | undefined;
  /** The value of the dimension `environment`. */
  readonly environment: string;
  /** The routes whose times are read, such as `GET /v1/films`. */
  readonly routes: readonly string[];
  /** The number of days over which requests are counted. */
  readonly days: number;
};

type Query = { readonly id: string; readonly name: MetricName; readonly stat: string; readonly route?: string };
type Series = ReadonlyMap<number, number>;

/**
 * Reads what all instances have measured from CloudWatch, with signed requests, because the SDK's client would be
 * loaded for this alone. The protocol is AWS JSON 1.0; see
 * docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export class CloudWatchMetrics implements OperationsMetrics {
  readonly covers = 'environment';
  readonly #settings: CloudWatchSettings;
  readonly #clock: Pick<Clock, 'nowMs'>;

  constructor(settings: CloudWatchSettings, clock: Pick<Clock, 'nowMs'>) {
    this.#settings = settings;
    this.#clock = clock;
  }

  async read(): Promise<OperationsReading> {
    const { routes, days } = this.#settings;
    const [movies, times, requests] = await Promise.all([
      this.#series(MOVIES, PERIOD_SEC, RECENT_SEC),
      this.#series(
        routes.map((route, i) => ({ id: `route${String(i)}`, name: 'RequestLatency', stat: 'p99', route })),
        HOUR_SEC,
        RECENT_SEC,
      ),
      this.#series(REQUESTS, DAY_SEC, days * DAY_SEC),
    ]);
    const of = (id: string) => movies.get(id) ?? NOTHING;
    const starts = [...of('answers').keys()].sort((a, b) => a - b);
    return {
      movies: starts.map((startSec) => ({
        startMs: startSec * 1_000,
        answers: of('answers').get(startSec) ?? 0,
        hits: of('hits').get(startSec) ?? 0,
        saved: of('saved').get(startSec) ?? 0,
      })),
      periodMs: PERIOD_SEC * 1_000,
      recentMs: RECENT_SEC * 1_000,
      breakerOpened: sum(of('opened')),
      p99Ms: Object.fromEntries(
        routes.flatMap((route, i) => {
          // Percentiles of several hours cannot be combined. The slowest hour counts.
          const found = [...(times.get(`route${String(i)}`) ?? NOTHING).values()];
          return found.length === 0 ? [] : [[route, Math.max(...found)]];
        }),
      ),
      requests: {
        coveredMs: days * DAY_SEC * 1_000,
        answered: sum(requests.get('answered') ?? NOTHING),
        failed: sum(requests.get('failed') ?? NOTHING),
      },
    };
  }

  /** @returns for each query its values by the start of their period, in seconds since the epoch */
  async #series(queries: readonly Query[], periodSec: number, coveredSec: number): Promise<Map<string, Series>> {
    const { access, endpoint, environment } = this.#settings;
    if (!access) throw new MarqueeError('not-configured', 'no-metrics', 'This installation writes no metrics.');
    const nowSec = Math.floor(this.#clock.nowMs() / 1_000);
    // A start at the beginning of a period makes all periods but the current one whole.
    const startSec = Math.floor((nowSec - coveredSec) / periodSec) * periodSec;
    const answer = await sendSigned(access, {
      service: 'monitoring',
      method: 'POST',
      url: new URL('/', endpoint ?? `https://monitoring.${access.region}.amazonaws.com`),
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
      },
      body: JSON.stringify({
        StartTime: startSec,
        EndTime: nowSec + periodSec,
        MetricDataQueries: queries.map((query) => dataQuery(query, environment, periodSec)),
      }),
      timeoutMs: TIMEOUT_MS,
    });
    const { MetricDataResults: results = [] } = JSON.parse(answer.toString('utf8')) as MetricData;
    return new Map(
      results.map(({ Id: id, Timestamps: starts, Values: values }) => [
        id,
        new Map(starts.map((start, i) => [start, values[i] ?? 0])),
      ]),
    );
  }
}

const NOTHING: Series = new Map();

/**
 * Every movie answer gives one sample of CacheHits, which is 0 if the answer is not a hit. BreakerOpen is 1 when a
 * breaker opens.
 */
const MOVIES: readonly Query[] = [
  { id: 'answers', name: 'CacheHits', stat: 'SampleCount' },
  { id: 'hits', name: 'CacheHits', stat: 'Sum' },
  { id: 'saved', name: 'ProviderCallsSaved', stat: 'Sum' },
  { id: 'opened', name: 'BreakerOpen', stat: 'Sum' },
];

const REQUESTS: readonly Query[] = [
  { id: 'answered', name: 'RequestErrors', stat: 'SampleCount' },
  { id: 'failed', name: 'RequestErrors', stat: 'Sum' },
];

type MetricData = {
  readonly MetricDataResults?: readonly {
    readonly Id: string;
    readonly Timestamps: readonly number[];
    readonly Values: readonly number[];
  }[];
};

function dataQuery({ id, name, stat, route }: Query, environment: string, periodSec: number) {
  const dimensions = { environment, ...(route !== undefined && { route }) };
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: METRIC_NAMESPACE,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSec,
      Stat: stat,
    },
  };
}

function sum(series: Series): number {
  return [...series.values()].reduce((total, value) => total + value, 0);
}
