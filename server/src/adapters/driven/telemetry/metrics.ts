import type { MarqueeEvent } from '../../../ports/observer.ts';

/** The namespace of the metrics in CloudWatch. */
export const METRIC_NAMESPACE = 'Marquee';

type EventType = MarqueeEvent['type'];
type EventOf<Type extends EventType> = Extract<MarqueeEvent, { type: Type }>;
type ValueOf<Type extends EventType> = (event: EventOf<Type>, nowMs: number) => number | undefined;

/** One metric: what it means, and how events give its values. */
export type Metric = {
  /**
   * - `count`: the values of a period are added up. A value of 0 is a sample too, so that the average is a rate
   * - `gauge`: the latest value counts
   * - `duration`: the values are a distribution. The number of samples is the number of times that it happened
   */
  readonly kind: 'count' | 'gauge' | 'duration';
  /** The unit in CloudWatch. In Prometheus, all times are in seconds. */
  readonly unit: 'Count' | 'Milliseconds' | 'Seconds';
  /** A phrase that says what is measured. */
  readonly help: string;
  /** Whether there is one series for each route, in addition to the one for all routes. Default: false. */
  readonly byRoute?: boolean;
  /** Whether only Lambda functions report such events. Default: false. */
  readonly onlyInLambda?: boolean;
  /** The type of the events that give values. */
  readonly event: EventType;
  /** @returns `undefined` if the event gives no value */
  readonly value: (event: MarqueeEvent, nowMs: number) => number | undefined;
};

/**
 * All metrics, by their names in CloudWatch. The lines for CloudWatch and the registry for Prometheus are made from this
 * table. Tests compare the alarms, the dashboard and the table in docs/operations.md with it.
 */
export const METRICS = {
  RequestLatency: {
    ...duration('request-answered', 'time that the handler takes for a request', ({ tookMs }) => tookMs),
    byRoute: true,
  },
  RequestErrors: count('request-answered', 'requests with a 5xx answer', ({ status }) => status >= 500),
  CacheHits: count('movies-answered', 'movie answers from the cache', ({ status }) => status === 'hit'),
  CacheMisses: count('movies-answered', 'movie answers from the provider', ({ status }) => status === 'miss'),
  CacheStale: count(
    'movies-answered',
    'old movie answers from the cache, because the provider failed',
    ({ status }) => status === 'stale',
  ),
  CacheCoalesced: count(
    'movies-answered',
    'movie answers that shared the call of another request',
    ({ collapsed }) => collapsed,
  ),
  ProviderCallsSaved: count(
    'movies-answered',
    'movie answers without a provider call of their own',
    ({ status, tier, collapsed }) => status === 'hit' || tier === 'memory' || collapsed,
  ),
  ProviderLatency: duration(
    'provider-called',
    'time of a call to the movie provider, with its retries',
    ({ tookMs }) => tookMs,
  ),
  ProviderErrors: count(
    'provider-called',
    'calls to the movie provider that failed',
    ({ outcome }) => outcome !== 'found' && outcome !== 'not-found',
  ),
  BreakerOpen: gauge(
    'provider-breaker-changed',
    'Count',
    '1 when the breaker of the movie provider opens, 0 when it closes',
    ({ state }) => Number(state === 'open'),
  ),
  CacheStoreErrors: count(
    'cache-store-failed',
    'failed requests to the store of the movies cache',
    ({ suppressed }) => 1 + suppressed,
  ),
  SnapshotAge: gauge('catalogue-refreshed', 'Seconds', 'age of the search snapshot', ({ publishedAtMs }, nowMs) =>
    publishedAtMs === undefined ? undefined : Math.max(0, nowMs - publishedAtMs) / 1_000,
  ),
  TailLength: gauge(
    'catalogue-refreshed',
    'Count',
    'films that changed since the search snapshot, or up to 15 s before it',
    ({ changed }) => changed,
  ),
  SnapshotLag: gauge(
    'snapshot-checked',
    'Seconds',
    'age of the search snapshot if changed films wait for the next one, otherwise 0',
    ({ lagMs }) => lagMs / 1_000,
  ),
  RebuildDuration: duration(
    'snapshot-published',
    'time of a rebuild that published a search snapshot',
    ({ tookMs }) => tookMs,
  ),
  RebuildErrors: count('snapshot-rebuild-failed', 'rebuilds of the search snapshot that failed', () => 1),
  ImportDuration: {
    ...duration('import-finished', 'time of the import of a file', ({ tookMs }) => tookMs),
    onlyInLambda: true,
  },
  ImportErrors: { ...count('import-failed', 'imports of a file that failed', () => 1), onlyInLambda: true },
  PurgeQueueAge: duration('purge-received', 'time that a purge waited in the queue', ({ waitedMs }) => waitedMs),
} satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;

export type NamedMetric = Metric & { readonly name: MetricName };

/** The metrics as a list, in the order of the table. */
export const ALL_METRICS: readonly NamedMetric[] = Object.entries(METRICS).map(([name, metric]: [string, Metric]) => ({
  ...metric,
  name: name as MetricName,
}));

function count<Type extends EventType>(
  event: Type,
  help: string,
  value: (event: EventOf<Type>) => number | boolean,
): Metric {
  return metric('count', event, 'Count', help, (given) => Number(value(given)));
}

function duration<Type extends EventType>(event: Type, help: string, value: (event: EventOf<Type>) => number): Metric {
  return metric('duration', event, 'Milliseconds', help, value);
}

function gauge<Type extends EventType>(event: Type, unit: Metric['unit'], help: string, value: ValueOf<Type>): Metric {
  return metric('gauge', event, unit, help, value);
}

function metric<Type extends EventType>(
  kind: Metric['kind'],
  event: Type,
  unit: Metric['unit'],
  help: string,
  value: ValueOf<Type>,
): Metric {
  const isMine = (given: MarqueeEvent): given is EventOf<Type> => given.type === event;
  return { kind, event, unit, help, value: (given, nowMs) => (isMine(given) ? value(given, nowMs) : undefined) };
}
