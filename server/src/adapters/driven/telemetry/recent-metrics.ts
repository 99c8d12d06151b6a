import type { Clock } from '../../../ports/clock.ts';
import type { MarqueeEvent, Observer } from '../../../ports/observer.ts';
import type { OperationsMetrics, OperationsReading } from '../../../ports/operations-metrics.ts';
import { METRICS, type Metric, type MetricName } from './metrics.ts';

const PERIOD_MS = 60_000;
/** Three hours. A minute takes at most 1.5 kB, so all of them take less than 300 kB. */
const PERIODS = 180;

/** The upper limit of each bucket is 10 % above that of the one before: from 1 ms to 39 s. */
const GROWTH = 1.1;
const BUCKETS = 112;

type Minute = {
  readonly startMs: number;
  readonly sums: Map<MetricName, number>;
  /** By route: how many requests took how long. */
  readonly times: ReadonlyMap<string, Uint32Array>;
};

/** Keeps the measurements of this process for the last hours, one set of sums for each minute. */
export class RecentMetrics implements Observer, OperationsMetrics {
  readonly covers = 'process';
  readonly #routes: readonly string[];
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #startedMs: number;
  /** The oldest first. */
  #minutes: Minute[] = [];

  /** @param routes those whose times are kept, such as `GET /v1/films` */
  constructor(routes: readonly string[], clock: Pick<Clock, 'nowMs'>) {
    this.#routes = routes;
    this.#clock = clock;
    this.#startedMs = clock.nowMs();
  }

  observe(event: MarqueeEvent): void {
    const minute = this.#currentMinute();
    for (const [name, metric] of SUMS) {
      const value = metric.value(event, this.#clock.nowMs());
      if (value !== undefined) minute.sums.set(name, (minute.sums.get(name) ?? 0) + value);
    }
    if (event.type !== 'request-answered') return;
    minute.sums.set('RequestLatency', (minute.sums.get('RequestLatency') ?? 0) + 1);
    const times = minute.times.get(event.route);
    const bucket = bucketOf(event.tookMs);
    if (times) times[bucket] = (times[bucket] ?? 0) + 1;
  }

  read(): Promise<OperationsReading> {
    this.#dropOld();
    const sumOf = (name: MetricName) => this.#minutes.reduce((sum, { sums }) => sum + (sums.get(name) ?? 0), 0);
    const movies = this.#minutes.map(({ startMs, sums }) => {
      const of = (name: MetricName) => sums.get(name) ?? 0;
      const hits = of('CacheHits');
      return { startMs, answers: hits + of('CacheMisses') + of('CacheStale'), hits, saved: of('ProviderCallsSaved') };
    });
    const coveredMs = Math.min(PERIODS * PERIOD_MS, Math.max(0, this.#clock.nowMs() - this.#startedMs));
    return Promise.resolve({
      movies: movies.filter(({ answers }) => answers > 0),
      periodMs: PERIOD_MS,
      recentMs: coveredMs,
      breakerOpened: sumOf('BreakerOpen'),
      p99Ms: Object.fromEntries(
        this.#routes.flatMap((route) => {
          const p99 = percentile99(this.#minutes.map(({ times }) => times.get(route)));
          return p99 === undefined ? [] : [[route, p99]];
        }),
      ),
      requests: { coveredMs, answered: sumOf('RequestLatency'), failed: sumOf('RequestErrors') },
    });
  }

  #currentMinute(): Minute {
    const startMs = Math.floor(this.#clock.nowMs() / PERIOD_MS) * PERIOD_MS;
    const last = this.#minutes.at(-1);
    // If the clock is set back, the last minute goes on.
    if (last && last.startMs >= startMs) return last;
    const times = new Map(this.#routes.map((route) => [route, new Uint32Array(BUCKETS)]));
    const minute = { startMs, sums: new Map<MetricName, number>(), times };
    this.#minutes.push(minute);
    this.#dropOld();
    return minute;
  }

  #dropOld(): void {
    const oldestMs = this.#clock.nowMs() - PERIODS * PERIOD_MS;
    this.#minutes = this.#minutes.filter(({ startMs }) => startMs > oldestMs).slice(-PERIODS);
  }
}

/** The metrics whose values are added up. `RequestLatency` counts the requests. */
const SUMS = (
  ['RequestErrors', 'CacheHits', 'CacheMisses', 'CacheStale', 'ProviderCallsSaved', 'BreakerOpen'] as const
).map((name): [MetricName, Metric] => [name, METRICS[name]]);

function bucketOf(tookMs: number): number {
  return Math.min(Math.max(0, Math.ceil(Math.log(tookMs) / Math.log(GROWTH))), BUCKETS - 1);
}

/** @returns the end of the bucket that has the 99th of 100 times; `undefined` if there are no times */
function percentile99(minutes: readonly (Uint32Array | undefined)[]): number | undefined {
  const counts = Array.from({ length: BUCKETS }, (_, i) => minutes.reduce((sum, times) => sum + (times?.[i] ?? 0), 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let slower = total;
  const bucket = counts.findIndex((count) => {
    slower -= count;
    return slower <= total * 0.01;
  });
  return GROWTH ** bucket;
}
